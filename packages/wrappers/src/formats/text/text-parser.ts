import type { ParsedRow, RecordParser } from '../record-parser.js';
import { badRow } from './bad-row.js';
import { decode, readBytes } from './decode.js';

interface TextParser {
  readonly format: string;
  /** The encoding that a file names itself, from its first bytes as Latin-1. */
  readonly ownEncoding?: (start: string) => string | undefined;
  readonly read: (text: string) => Iterable<ParsedRow>;
}

/** How much of a file is looked at for the name of its encoding, in bytes. */
const START = 2_000;

/** A parser of a kind of file that must be read as a whole. */
export function textParser({ format, ownEncoding, read }: TextParser): RecordParser {
  return {
    format,
    async *parse(source, { encoding }) {
      const bytes = await readBytes(source);
      if (typeof bytes === 'string') return yield badRow(1, bytes, '');
      const own = ownEncoding?.(bytes.subarray(0, START).toString('latin1'));
      const reading = decode(bytes, own ?? encoding);
      if (!reading.ok) return yield badRow(reading.line, reading.reason, '');
      for (const row of read(reading.text)) yield row;
    },
  };
}
