import type { ParsedRow } from '../record-parser.js';
import { badRow } from '../text/bad-row.js';
import type { LineReader } from '../text/line-parser.js';
import type { TextLine } from '../text/lines.js';
import { fieldsOf } from './fields.js';

interface Frame {
  readonly version: 'NEM12' | 'NEM13';
  readonly record: (fields: readonly string[], at: TextLine) => Iterable<ParsedRow>;
  /** Gives out what is still held back. */
  readonly finish: () => Iterable<ParsedRow>;
}

/** The header (100) and the end (900) around the records of both versions. What comes without a header is read all the same. */
export function frame({ version, record, finish }: Frame): LineReader {
  let state: 'before' | 'within' | 'after' | 'refused' = 'before';

  function* line(at: TextLine): Generator<ParsedRow> {
    const text = at.text.replace(/^\uFEFF/, '');
    if (state === 'refused' || text.replaceAll(',', '').trim() === '') return;
    const fields = fieldsOf(text);
    if (fields === undefined) return yield badRow(at.line, 'its quotation marks do not match', text);
    if (fields[0] === '100') return yield* header(fields, at);
    if (fields[0] === '900') {
      state = 'after';
      return yield* finish();
    }
    if (state === 'after') return yield badRow(at.line, 'it comes after the end of the file (record 900)', text);
    if (state === 'before') yield badRow(at.line, 'the file does not begin with a header (record 100)', text);
    state = 'within';
    yield* record(fields, at);
  }

  function* header(fields: readonly string[], at: TextLine): Generator<ParsedRow> {
    // Files of several senders may follow one another.
    yield* finish();
    state = 'within';
    if (fields[1]?.toUpperCase() === version) return;
    state = 'refused';
    yield badRow(at.line, `it is a file of ${fields[1] ?? ''}, not ${version}`, at.text);
  }

  function* end(last: number): Generator<ParsedRow> {
    yield* finish();
    if (state === 'before') yield badRow(1, 'the file is empty', '');
    if (state === 'within') yield badRow(last, 'the file ends without record 900: it may be cut off', '');
  }

  return { line, end };
}
