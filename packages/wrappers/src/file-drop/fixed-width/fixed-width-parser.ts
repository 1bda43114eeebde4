import type { ParsedRow, RecordParser } from '../../formats/record-parser.js';
import { byteTable, decodeBytes } from '../encodings/byte-table.js';
import { decodeText } from '../encodings/decode-text.js';
import { splitLines } from '../encodings/split-lines.js';
import type { Line } from '../encodings/split-lines.js';
import { fixedRecords } from '../copybook/record-frames.js';
import { UnreadableFile } from '../unreadable-file.js';
import type { FixedWidthOptions } from './fixed-width-options.js';

/** Records whose fields stand at fixed positions, one a line, or one after the other without line ends (`recordLength`). */
export function fixedWidthParser(options: FixedWidthOptions): RecordParser {
  const shortest = Math.max(...options.fields.map(({ start }) => start));
  return {
    format: 'fixed-width',
    async *parse(source, { encoding = 'utf-8' }) {
      const lines =
        options.recordLength === undefined
          ? splitLines(decodeText(source, encoding))
          : records(source, options.recordLength, encoding);
      for await (const { line, text } of lines) {
        if (line <= options.skipLines || text.trim() === '') continue;
        if (options.startsWith !== undefined && !text.startsWith(options.startsWith)) continue;
        yield text.length < shortest
          ? { kind: 'bad', line, reason: `${text.length} characters; the last field begins at ${shortest}`, raw: text }
          : toRecord(line, text, options);
      }
    },
  };
}

async function* records(source: AsyncIterable<Uint8Array>, length: number, encoding: string): AsyncGenerator<Line> {
  const table = byteTable(encoding);
  if (table === undefined) {
    throw new UnreadableFile(`recordLength asks for an encoding of one byte a character, and ${encoding} is none`);
  }
  let line = 0;
  for await (const record of fixedRecords(source, length)) yield { line: ++line, text: decodeBytes(record, table) };
}

function toRecord(line: number, text: string, { fields, trim }: FixedWidthOptions): ParsedRow {
  const value = (start: number, length: number): string => {
    const field = text.slice(start - 1, start - 1 + length);
    if (trim === 'none') return field;
    return trim === 'right' ? field.trimEnd() : field.trim();
  };
  return {
    kind: 'record',
    line,
    record: Object.fromEntries(fields.map(({ name, start, length }) => [name, value(start, length)])),
  };
}
