import { fillTemplate } from '@caruso/core-service-manager/wrapper-kit';
import type { RecordParser } from '../../formats/record-parser.js';
import { recordKey } from '../files/file-identity.js';
import { mapRecord } from '../records/map-record.js';
import type { JsonRecord } from '../records/map-record.js';
import type { RecordSettings } from '../records/record-settings.js';

/** A row of a file: a record ready to be delivered, or what is wrong with it. `row` counts from 1, good and bad. */
export type DropRow = GoodRow | BadRow;
export interface GoodRow {
  readonly kind: 'good';
  readonly row: number;
  readonly line: number;
  readonly parsed: JsonRecord;
  readonly record: JsonRecord;
  readonly key: string;
}
export interface BadRow {
  readonly kind: 'bad';
  readonly row: number;
  readonly line: number;
  readonly reason: string;
  readonly raw: string;
  /** Undefined: the parser could not read it. */
  readonly parsed?: JsonRecord | undefined;
}

export interface RowMaking {
  readonly drop: string;
  readonly mapping: RecordSettings | undefined;
  /** Template of the idempotency key; undefined: file and row. */
  readonly key: string | undefined;
}

/** The rows of a file, in its order. The same bytes give the same rows with the same numbers and keys, always. */
export async function* readRows(
  parser: RecordParser,
  encoding: string | undefined,
  bytes: AsyncIterable<Uint8Array>,
  fileId: string,
  making: RowMaking,
): AsyncGenerator<DropRow> {
  let row = 0;
  for await (const parsed of parser.parse(bytes, encoding === undefined ? {} : { encoding })) {
    row += 1;
    if (parsed.kind === 'bad') yield { ...parsed, row };
    else yield makeRow(parsed.record, { fileId, row, line: parsed.line }, making);
  }
}

export function makeRow(
  parsed: JsonRecord,
  at: { readonly fileId: string; readonly row: number; readonly line: number },
  { drop, mapping, key }: RowMaking,
): DropRow {
  const place = { row: at.row, line: at.line, parsed };
  const bad = (reason: string): BadRow => ({ kind: 'bad', ...place, reason, raw: JSON.stringify(parsed) });
  const mapped = mapRecord(parsed, mapping);
  if ('reason' in mapped) return bad(mapped.reason);
  if (key === undefined) {
    return { kind: 'good', ...place, record: mapped.record, key: recordKey(drop, at.fileId, at.row) };
  }
  try {
    return { kind: 'good', ...place, record: mapped.record, key: `${drop}/${fillTemplate(key, mapped.record)}` };
  } catch (error) {
    return bad(`deliver.key: ${error instanceof Error ? error.message : String(error)}`);
  }
}
