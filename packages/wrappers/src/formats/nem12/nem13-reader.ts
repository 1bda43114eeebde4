import type { ParsedRow } from '../record-parser.js';
import { badRow } from '../text/bad-row.js';
import type { LineReader } from '../text/line-parser.js';
import type { TextLine } from '../text/lines.js';
import { readAccumulation } from './accumulation-read.js';
import { frame } from './frame.js';

/** Reads NEM13: 250 is one read; 550 tells which transaction it came from and has no reads. */
export function nem13Reader(): LineReader {
  return frame({ version: 'NEM13', record: readRecord, finish: () => [] });
}

function* readRecord(fields: readonly string[], at: TextLine): Generator<ParsedRow> {
  if (fields[0] === '550') return;
  if (fields[0] !== '250') return yield badRow(at.line, `record ${fields[0] ?? ''} is not one of NEM13`, at.text);
  const read = readAccumulation(fields);
  if (typeof read === 'string') yield badRow(at.line, read, at.text);
  else yield { kind: 'record', line: at.line, record: read };
}
