import type { ParsedRow, RecordParser } from '../record-parser.js';
import { badRow } from './bad-row.js';
import { encodingOf } from './decode.js';
import { readLines } from './lines.js';
import type { TextLine } from './lines.js';

interface LineParser {
  readonly format: string;
  /** Characters of the longest line there may be. */
  readonly mostChars: number;
  /** Begins a file: what to do with each of its lines, and with its end. */
  readonly begin: () => LineReader;
}

export interface LineReader {
  readonly line: (line: TextLine) => Iterable<ParsedRow>;
  /** `line` is the number of the last line, 0 when there was none. */
  readonly end: (line: number) => Iterable<ParsedRow>;
}

/** A parser of a kind of file that is read line by line, however long the file is. */
export function lineParser({ format, mostChars, begin }: LineParser): RecordParser {
  return {
    format,
    async *parse(source, { encoding }) {
      const reader = begin();
      let last = 0;
      if (encoding !== undefined && encodingOf(encoding) === undefined) {
        return yield badRow(1, `the encoding "${encoding}" is not known`, '');
      }
      for await (const arrived of readLines(source, { encoding, mostChars })) {
        for (const line of arrived) {
          last = line.line;
          if (line.cut) yield badRow(line.line, `the line is longer than ${mostChars} characters`, line.text);
          // Not `yield*`, which waits once for every line, also for those that give no row.
          else for (const row of reader.line(line)) yield row;
        }
      }
      yield* reader.end(last);
    },
  };
}
