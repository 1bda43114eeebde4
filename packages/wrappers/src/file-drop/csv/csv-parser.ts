import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { InfoRecord, Options } from 'csv-parse';
import type { ParsedRow, RecordParser } from '../../formats/record-parser.js';
import { decodeText } from '../encodings/decode-text.js';
import { UnreadableFile } from '../unreadable-file.js';
import type { CsvOptions } from './csv-options.js';

const longestRecord = 1_000_000;
/** Errors that take the rest of the file, or much of it, for one record: what was in it would be lost as a single bad row. */
const swallowing: ReadonlySet<string> = new Set(['CSV_QUOTE_NOT_CLOSED', 'CSV_MAX_RECORD_SIZE']);
type OnRecord = NonNullable<Options['on_record']>;

/** What stood in one record of the file, and the records in front of it that csv-parse could not read. */
interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
  readonly raw: string;
  readonly skipped: readonly ParsedRow[];
}

/**
 * CSV (RFC 4180) with csv-parse. Every value is text. A record with more or fewer fields than columns, or with a broken quote,
 * is a bad row; a header that is not the expected one, or a quote that is never closed, makes the file unreadable.
 */
export function csvParser(options: CsvOptions): RecordParser {
  return {
    format: 'csv',
    async *parse(source, { encoding = 'utf-8' }) {
      // csv-parse tells of an unreadable record when it meets it, but gives out records later: to keep the order of the file
      // whatever the pace of the reader, what was skipped travels with the next record.
      const skipped: ParsedRow[] = [];
      let broken: UnreadableFile | undefined;
      const takeSkipped = (): ParsedRow[] => skipped.splice(0);
      const toRow = (
        given: { readonly record: readonly string[]; readonly raw: string },
        { lines }: InfoRecord,
      ): CsvRow => ({
        // csv-parse tells the last line of a record.
        line: lines - inner(given.raw),
        fields: given.record,
        raw: text(given.raw),
        skipped: takeSkipped(),
      });
      const parser = parse({
        delimiter: options.delimiter,
        quote: options.quote,
        escape: options.escape,
        comment: options.comment ?? null,
        comment_no_infix: true,
        from_line: options.skipLines + 1,
        trim: options.trim,
        max_record_size: longestRecord,
        relax_column_count: true,
        // A quote inside a field that does not begin with one is text (37°36'37.8"N).
        relax_quotes: true,
        skip_empty_lines: true,
        skip_records_with_error: true,
        raw: true,
        // The types of csv-parse do not know that `raw` wraps the record and that anything may be returned.
        on_record: toRow as unknown as OnRecord,
        on_skip: (error: CsvError | undefined, raw: string | undefined) => {
          const line = Math.max(1, Number(error?.['lines'] ?? 1) - inner(raw ?? ''));
          const reason = error?.message ?? 'not CSV';
          if (error !== undefined && swallowing.has(error.code)) broken ??= new UnreadableFile(reason, line);
          else skipped.push({ kind: 'bad', line, reason, raw: text(raw ?? '') });
          return undefined;
        },
      });
      const decoded = Readable.from(decodeText(source, encoding));
      decoded.on('error', (error) => parser.destroy(error));
      decoded.pipe(parser);
      try {
        let columns: readonly string[] | undefined = options.header ? undefined : options.columns;
        for await (const row of parser as AsyncIterable<CsvRow>) {
          if (broken !== undefined) throw broken;
          yield* row.skipped;
          if (columns === undefined) columns = header(row, options);
          else yield toRecord(row, columns, options);
        }
        if (broken !== undefined) throw broken;
        yield* takeSkipped();
      } catch (error) {
        throw error instanceof CsvError ? new UnreadableFile(error.message) : error;
      } finally {
        decoded.destroy();
        parser.destroy();
      }
    },
  };
}

/** Line ends inside a record. */
function inner(raw: string): number {
  return text(raw).split('\n').length - 1;
}

/** A record as it stands in the file, without empty lines in front, which csv-parse gives with it. */
function text(raw: string): string {
  return raw.replace(/^[\r\n]+/, '').trimEnd();
}

function header({ fields, line }: CsvRow, { columns }: CsvOptions): readonly string[] {
  const twice = fields.find((name, at) => fields.indexOf(name) !== at);
  if (twice !== undefined) throw new UnreadableFile(`the header names the column "${twice}" twice`, line);
  if (columns === undefined) return fields;
  const missing = columns.filter((name) => !fields.includes(name));
  const unknown = fields.filter((name) => !columns.includes(name));
  if (missing.length === 0 && unknown.length === 0) return fields;
  throw new UnreadableFile(
    [
      missing.length === 0 ? '' : `the header lacks ${missing.join(', ')}`,
      unknown.length === 0 ? '' : `the header has ${unknown.join(', ')}, which nobody expects`,
    ]
      .filter((part) => part !== '')
      .join('; '),
    line,
  );
}

function toRecord({ fields, line, raw }: CsvRow, columns: readonly string[], { quote }: CsvOptions): ParsedRow {
  // Read with relaxed quotes, a field such as "x"y" keeps its quotes. One that rightly begins with a quote is written with three.
  if (fields.some((field) => field.startsWith(quote)) && !raw.includes(quote.repeat(3)) && quote === '"') {
    return { kind: 'bad', line, reason: 'a quoted field goes on behind its closing quote', raw };
  }
  if (fields.length !== columns.length) {
    return { kind: 'bad', line, reason: `${fields.length} fields where ${columns.length} were expected`, raw };
  }
  return { kind: 'record', line, record: Object.fromEntries(columns.map((name, at) => [name, fields[at] ?? ''])) };
}
