import { UnreadableFile } from '../unreadable-file.js';

/** Takes exact numbers of bytes from a stream of pieces of any size. */
async function* byteReader(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, number> {
  let rest: Uint8Array = new Uint8Array(0);
  let wanted = yield rest;
  for await (const chunk of source) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= wanted) {
      const piece = rest.subarray(0, wanted);
      rest = rest.subarray(wanted);
      wanted = yield piece;
    }
  }
  if (rest.length > 0) yield rest;
}

/**
 * Records of `length` bytes, one after the other.
 * @throws UnreadableFile when the file does not end with a record.
 */
export async function* fixedRecords(source: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  const reader = byteReader(source);
  await reader.next(length);
  for (let number = 1; ; number++) {
    const { value, done } = await reader.next(length);
    if (done === true || value === undefined) return;
    if (value.length < length) throw cutOff(number, length, value.length);
    yield value;
  }
}

export interface DescriptorWord {
  readonly order: 'big-endian' | 'little-endian';
  readonly countsItself: boolean;
}

/**
 * Variable records, each behind a record descriptor word of four bytes (z/OS DFSMS Using Data Sets, "Variable-length record formats").
 * @throws UnreadableFile when a length cannot be, or the file ends inside a record.
 */
export async function* describedRecords(
  source: AsyncIterable<Uint8Array>,
  { order, countsItself }: DescriptorWord,
): AsyncGenerator<Uint8Array> {
  const reader = byteReader(source);
  await reader.next(0);
  for (let number = 1; ; number++) {
    const word = await reader.next(4);
    if (word.done === true || word.value === undefined) return;
    if (word.value.length < 4) throw cutOff(number, 4, word.value.length);
    const [first = 0, second = 0, third = 0, fourth = 0] = word.value;
    const told = order === 'big-endian' ? first * 256 + second : fourth * 256 + third;
    const unused = order === 'big-endian' ? third + fourth : first + second;
    const length = told - (countsItself ? 4 : 0);
    if (length <= 0 || unused !== 0) {
      throw new UnreadableFile(`record ${number} has a descriptor word that cannot be; look at framing and rdw`);
    }
    const { value } = await reader.next(length);
    if (value === undefined || value.length < length) throw cutOff(number, length, value?.length ?? 0);
    yield value;
  }
}

function cutOff(number: number, expected: number, found: number): UnreadableFile {
  return new UnreadableFile(`record ${number} is cut off: ${found} bytes of ${expected}`);
}
