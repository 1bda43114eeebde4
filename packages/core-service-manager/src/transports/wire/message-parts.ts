import { LARGEST_MESSAGE } from './encode-message.js';

const MARK = 'P'.charCodeAt(0);
const LINE_END = '\n'.charCodeAt(0);
const LONGEST_HEAD = 48;
/** Of one sender at a time; more are not kept, so that half messages cannot fill the memory. */
const MOST_UNFINISHED = 8;
/** A character of JSON is at most three bytes of UTF-8; a little more for the head. */
const LARGEST_BYTES = LARGEST_MESSAGE * 3 + 64 * 1024;

/** Cuts a message that is larger than its link takes. Each part says `P<message>.<number>.<of>\n` and its bytes. */
export function splitMessage(bytes: Uint8Array, message: number, largest: number): readonly Uint8Array[] {
  const room = largest - LONGEST_HEAD;
  const count = Math.ceil(bytes.length / room);
  return Array.from({ length: count }, (_, index) =>
    Buffer.concat([Buffer.from(`P${message}.${index}.${count}\n`), bytes.subarray(index * room, (index + 1) * room)]),
  );
}

export function isPart(bytes: Uint8Array): boolean {
  return bytes[0] === MARK;
}

export interface MessageParts {
  /** The whole text when this was its last part. Parts of one sender come in their order; anything else is dropped. */
  take(bytes: Uint8Array): string | undefined;
}

/** Puts the parts of one sender's messages together. */
export function createMessageParts(): MessageParts {
  const unfinished = new Map<number, { readonly parts: Uint8Array[]; readonly count: number; size: number }>();
  return {
    take(bytes) {
      const lineEnd = bytes.subarray(0, LONGEST_HEAD).indexOf(LINE_END);
      const head = /^P(\d{1,15})\.(\d{1,6})\.(\d{1,6})$/.exec(
        Buffer.from(bytes.subarray(0, Math.max(lineEnd, 0))).toString(),
      );
      if (head === null) return undefined;
      const [message, index, count] = head.slice(1).map(Number) as [number, number, number];
      if (index === 0) {
        unfinished.set(message, { parts: [], count, size: 0 });
        const [oldest] = unfinished.keys();
        if (unfinished.size > MOST_UNFINISHED && oldest !== undefined) unfinished.delete(oldest);
      }
      const known = unfinished.get(message);
      if (known === undefined) return undefined;
      known.size += bytes.length;
      if (known.parts.length !== index || known.count !== count || known.size > LARGEST_BYTES) {
        unfinished.delete(message);
        return undefined;
      }
      // A copy: the client may use the buffer again.
      known.parts.push(bytes.slice(lineEnd + 1));
      if (known.parts.length < count) return undefined;
      unfinished.delete(message);
      return Buffer.concat(known.parts).toString();
    },
  };
}
