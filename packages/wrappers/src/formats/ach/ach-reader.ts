import type { ParsedRow } from '../record-parser.js';
import { badRow } from '../text/bad-row.js';
import type { LineReader } from '../text/line-parser.js';
import type { TextLine } from '../text/lines.js';
import { readAddendum, readEntry, withAddenda } from './entry.js';
import { at } from './fixed-field.js';
import { readBatchHeader, readFileHeader } from './headers.js';
import type { AchAddendum, AchBatchHeader, AchFileHeader } from './model.js';
import { differences, NOTHING, plus } from './totals.js';
import type { Totals } from './totals.js';

const RECORD = 94;

interface OpenBatch {
  /** Undefined when the header is wrong: its entries are set aside. */
  readonly header: AchBatchHeader | undefined;
  readonly at: TextLine;
  totals: Totals;
}

interface OpenEntry {
  readonly detail: Exclude<ReturnType<typeof readEntry>, string>;
  readonly at: TextLine;
  readonly addenda: AchAddendum[];
}

/** Reads the records of a file in their order: 1, then batches of 5, 6, 7 and 8, then 9. */
export function achReader(): LineReader {
  let file: AchFileHeader | undefined;
  let batch: OpenBatch | undefined;
  let entry: OpenEntry | undefined;
  let totals = NOTHING;
  let batches = 0;
  /** Something was set aside, so that totals cannot agree. */
  let spoiled = false;
  let ended = false;

  function* aside(line: TextLine, reason: string): Generator<ParsedRow> {
    spoiled = true;
    yield badRow(line.line, reason, line.text);
  }

  function* give(): Generator<ParsedRow> {
    if (entry === undefined || batch?.header === undefined) return;
    const { detail, at: from, addenda } = entry;
    entry = undefined;
    const read = withAddenda(detail, addenda);
    const record = { ...file, ...batch.header, ...read, addenda: addenda.map((each) => ({ ...each })) };
    yield { kind: 'record', line: from.line, record };
  }

  const readers: Readonly<Record<string, (record: string, line: TextLine) => Iterable<ParsedRow>>> = {
    *'1'(record, line) {
      const read = readFileHeader(record);
      if (typeof read === 'string') yield* aside(line, read);
      else file = read;
    },
    *'5'(record, line) {
      if (batch !== undefined) yield* aside(batch.at, 'the batch has no control record (8)');
      const read = readBatchHeader(record);
      batches += 1;
      batch = { header: typeof read === 'string' ? undefined : read, at: line, totals: NOTHING };
      if (typeof read === 'string') yield* aside(line, read);
    },
    *'6'(record, line) {
      if (batch?.header === undefined) return yield* aside(line, 'the entry is in no batch that could be read');
      const read = readEntry(record, batch.header.entryClass);
      if (typeof read === 'string') return yield* aside(line, read);
      entry = { detail: read, at: line, addenda: [] };
      const hash = BigInt(read.routingNumber.slice(0, 8));
      batch.totals = plus(batch.totals, { records: 1, hash, [read.direction]: read.cents });
    },
    *'7'(record, line) {
      if (entry === undefined || batch === undefined) return yield* aside(line, 'the addendum follows no valid entry');
      entry.addenda.push(readAddendum(record));
      batch.totals = plus(batch.totals, { records: 1 });
    },
    *'8'(record, line) {
      if (batch === undefined) return yield* aside(line, 'there is no batch to control');
      const found = spoiled ? [] : [...differences(record, 5, 6, batch.totals)];
      const { batchNumber } = batch.header ?? {};
      if (batchNumber !== undefined && at(record, 88, 94) !== batchNumber)
        found.push(`the batch number is not ${batchNumber}`);
      totals = plus(totals, batch.totals);
      batch = undefined;
      if (found.length > 0) yield badRow(line.line, `batch ${batchNumber ?? ''}: ${found.join('; ')}`, line.text);
    },
    *'9'(record, line) {
      if (batch !== undefined) yield* aside(batch.at, 'the batch has no control record (8)');
      batch = undefined;
      ended = true;
      const found = spoiled ? [] : [...differences(record, 14, 8, totals)];
      if (Number(at(record, 2, 7)) !== batches)
        found.push(`the count of batches is ${at(record, 2, 7)}, but there are ${batches}`);
      if (found.length > 0) yield badRow(line.line, `the file: ${found.join('; ')}`, line.text);
    },
  };

  function* one(record: string, line: TextLine): Generator<ParsedRow> {
    // Files are filled up to whole blocks of ten records with nines.
    if (/^9{94}$/.test(record)) return;
    const type = record.charAt(0);
    if (type !== '7') yield* give();
    const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
    if (reader === undefined) return yield* aside(line, `record type "${type}" is not known`);
    if (ended) return yield* aside(line, 'it comes after the file control record (9)');
    if (file === undefined && type !== '1') {
      yield* aside(line, 'the file does not begin with a file header record (1)');
      file = NO_HEADER;
    }
    yield* reader(record, line);
  }

  return {
    *line(line) {
      const text = line.text.trimEnd();
      // Some files have no ends of line at all.
      for (let from = 0; from < text.length; from += RECORD) {
        const record = text.slice(from, from + RECORD);
        if (text.length <= RECORD || text.length % RECORD === 0)
          yield* one(record.padEnd(RECORD), { ...line, text: record });
        else return yield* aside(line, `the record has ${text.length} characters, not ${RECORD}`);
      }
    },
    *end(last) {
      yield* give();
      if (last === 0) yield badRow(1, 'the file is empty', '');
      else if (!ended) yield badRow(last, 'the file ends without a file control record (9): it may be cut off', '');
    },
  };
}

const NO_HEADER: AchFileHeader = {
  immediateDestination: '',
  immediateOrigin: '',
  immediateDestinationName: null,
  immediateOriginName: null,
  fileCreatedAt: null,
  fileIdModifier: null,
};
