/** A text, or why there is none. */
export type TextReading =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly line: number; readonly reason: string };

const MOST_BYTES = 32_000_000;

/** All bytes of a file as one buffer; the reason when there are more than `mostBytes` (default 32 MB). */
export async function readBytes(
  source: AsyncIterable<Uint8Array>,
  mostBytes: number = MOST_BYTES,
): Promise<Buffer | string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.byteLength;
    if (size > mostBytes) return `the file is larger than ${mostBytes} bytes, the most that is read at once`;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Bytes as text. A byte order mark wins over `encoding` (a WHATWG label). Without either it is UTF-8, and when it is
 * not UTF-8, windows-1252: banks that send neither a label nor UTF-8 send that.
 */
export function decode(bytes: Uint8Array, encoding: string | undefined): TextReading {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs(bytes, 'utf-16le', false);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs(bytes, 'utf-16be', false);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decodeAs(bytes, 'utf-8', false);
  if (encoding !== undefined) return decodeAs(bytes, encoding, false);
  const utf8 = decodeAs(bytes, 'utf-8', true);
  return utf8.ok ? utf8 : decodeAs(bytes, 'windows-1252', false);
}

/** The standard name of an encoding; undefined when there is none of that label. */
export function encodingOf(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

function decodeAs(bytes: Uint8Array, encoding: string, fatal: boolean): TextReading {
  try {
    return { ok: true, text: new TextDecoder(encoding, { fatal }).decode(bytes) };
  } catch (error) {
    const reason = error instanceof RangeError ? `the encoding "${encoding}" is not known` : `it is not ${encoding}`;
    return { ok: false, line: 1, reason };
  }
}
