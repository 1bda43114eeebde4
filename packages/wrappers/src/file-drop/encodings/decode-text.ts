import { UnreadableFile } from '../unreadable-file.js';
import { byteTable, decodeBytes } from './byte-table.js';
import { ebcdicTable } from './ebcdic.js';

/**
 * The text of a file, piece by piece, without its byte order mark. EBCDIC line ends (0x15 next line, 0x25 line feed) become `\n`.
 * @throws UnreadableFile when a byte has no meaning in the encoding.
 */
export async function* decodeText(source: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  if (ebcdicTable(encoding) !== undefined || /^(us-)?ascii$/i.test(encoding)) {
    const table = byteTable(encoding) ?? '';
    for await (const chunk of source) {
      const text = decodeBytes(chunk, table);
      if (text.includes('\uFFFD')) throw notIn(encoding);
      yield ebcdicTable(encoding) === undefined ? text : text.replaceAll('\u0085', '\n');
    }
    return;
  }
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw notIn(encoding);
    }
  };
  for await (const chunk of source) yield decode(chunk);
  yield decode();
}

function notIn(encoding: string): UnreadableFile {
  return new UnreadableFile(
    `the file holds bytes that are not ${encoding}; if it comes from an older system, set its encoding (windows-1252, latin1, cp037 …)`,
  );
}
