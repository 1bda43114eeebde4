import { ebcdicTable } from './ebcdic.js';

const damaged = '\uFFFD';
/** The encodings of the WHATWG standard with more than one byte a character. */
const severalBytes = /^(utf-|gb|big5|euc-|iso-2022|shift_jis|replacement)/;
const tables = new Map<string, string | undefined>();

/**
 * The 256 characters of an encoding in which each byte is one character (EBCDIC, `us-ascii`, windows-1252, latin1 …);
 * undefined for one of several bytes a character (utf-8). Bytes without a character are U+FFFD.
 */
export function byteTable(encoding: string): string | undefined {
  if (!tables.has(encoding)) tables.set(encoding, makeTable(encoding.toLowerCase()));
  return tables.get(encoding);
}

function makeTable(encoding: string): string | undefined {
  const ebcdic = ebcdicTable(encoding);
  if (ebcdic !== undefined) return ebcdic;
  // WHATWG reads the label "us-ascii" as windows-1252; a mainframe's 7 bits are meant here.
  if (encoding === 'us-ascii' || encoding === 'ascii') {
    return Array.from({ length: 256 }, (_, byte) => (byte < 128 ? String.fromCharCode(byte) : damaged)).join('');
  }
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  if (severalBytes.test(decoder.encoding)) return undefined;
  return Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte))).join('');
}

export function decodeBytes(bytes: Uint8Array, table: string): string {
  let text = '';
  for (const byte of bytes) text += table.charAt(byte);
  return text;
}
