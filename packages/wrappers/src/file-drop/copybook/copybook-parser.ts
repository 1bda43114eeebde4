import type { ParsedRow, RecordParser } from '../../formats/record-parser.js';
import { byteTable } from '../encodings/byte-table.js';
import { decodeText } from '../encodings/decode-text.js';
import { ebcdicTable } from '../encodings/ebcdic.js';
import { splitLines } from '../encodings/split-lines.js';
import { UnreadableFile } from '../unreadable-file.js';
import type { CopybookOptions } from './copybook-options.js';
import { decodeRecord } from './decode-record.js';
import type { Group } from './item.js';
import { readCopybook } from './read-copybook.js';
import { describedRecords, fixedRecords } from './record-frames.js';

/**
 * Records as a COBOL copybook describes them; `text` is the copybook's text. Default encoding: cp037 (EBCDIC).
 * The line of a row is the number of its record.
 * @throws UnreadableCopybook
 */
export function copybookParser(text: string, options: CopybookOptions): RecordParser {
  const layout = readCopybook(text, options.record);
  return {
    format: 'copybook',
    async *parse(source, { encoding = 'cp037' }) {
      const table = byteTable(encoding);
      if (table === undefined) {
        throw new UnreadableFile(`a copybook counts bytes; ${encoding} has several bytes a character`);
      }
      const how = {
        table,
        ebcdic: ebcdicTable(encoding) !== undefined,
        trim: options.trim,
        segments: options.segments,
      };
      let line = 0;
      for await (const bytes of frames(source, layout, options, encoding, table)) {
        line += 1;
        const { record, wrong } = decodeRecord(layout, bytes, how);
        yield wrong.length === 0
          ? { kind: 'record', line, record }
          : ({
              kind: 'bad',
              line,
              reason: `no number in ${wrong.join(', ')}`,
              raw: Buffer.from(bytes).toString('hex'),
            } satisfies ParsedRow);
      }
    },
  };
}

function frames(
  source: AsyncIterable<Uint8Array>,
  layout: Group,
  { framing, recordLength, rdw }: CopybookOptions,
  encoding: string,
  table: string,
): AsyncIterable<Uint8Array> {
  switch (framing) {
    case 'fixed':
      return fixedRecords(source, recordLength ?? layout.length);
    case 'rdw':
      return describedRecords(source, rdw);
    case 'lines':
      return lineRecords(source, encoding, table);
  }
}

async function* lineRecords(
  source: AsyncIterable<Uint8Array>,
  encoding: string,
  table: string,
): AsyncGenerator<Uint8Array> {
  const byChar = new Map(Array.from(table, (char, byte) => [char, byte] as const));
  for await (const { text } of splitLines(decodeText(source, encoding))) {
    if (text !== '') yield Uint8Array.from(text, (char) => byChar.get(char) ?? 0);
  }
}
