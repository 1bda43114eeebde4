import type { ServiceOf } from '@caruso/core-service-manager/contract';
import type { Row, Storage, TableDefinition } from '@caruso/storage-manager/contract';
import type { AsideRow } from '../../contract/file-drop.js';
import type { JsonRecord } from '../records/map-record.js';

export const rowTable = 'caruso_file_drop_row';
const longestRaw = 10_000;
const longestReason = 2000;

export const rowTableDefinition: TableDefinition = {
  name: rowTable,
  columns: [
    { name: 'file_id', type: 'text' },
    { name: 'row_number', type: 'integer' },
    { name: 'line', type: 'integer' },
    { name: 'kind', type: 'text' },
    { name: 'state', type: 'text' },
    { name: 'reason', type: 'text' },
    { name: 'raw', type: 'text' },
    { name: 'parsed', type: 'json', nullable: true },
  ],
  primaryKey: ['file_id', 'row_number'],
};

/** A row that was set aside, with what the parser read of it (undefined: nothing), so that it can be mapped and delivered again. */
export interface RowAside extends AsideRow {
  readonly parsed?: JsonRecord | undefined;
}

export interface RowTable {
  list(query: { readonly file: string; readonly after: number; readonly limit: number }): Promise<RowAside[]>;
  get(file: string, row: number): Promise<RowAside | undefined>;
  /** Keeps the outcome of another attempt. */
  keep(row: RowAside): Promise<void>;
}

const ofFile = (file: string) => ({ column: 'file_id', op: '=' as const, value: file });

export function openRowTable(storage: ServiceOf<typeof Storage>): RowTable {
  const orderBy = [{ column: 'row_number', direction: 'asc' as const }];
  return {
    list: async ({ file, after, limit }) => {
      const where = { all: [ofFile(file), { column: 'row_number', op: '>' as const, value: after }] };
      return (await storage.select({ store: 'own', table: rowTable, where, orderBy, limit })).map(toAside);
    },
    get: async (file, row) => {
      const where = { all: [ofFile(file), { column: 'row_number', op: '=' as const, value: row }] };
      const [found] = await storage.select({ store: 'own', table: rowTable, where, limit: 1 });
      return found === undefined ? undefined : toAside(found);
    },
    keep: async (row) => {
      const { kind, state, reason } = asideToRow(row);
      await storage.write({
        store: 'own',
        steps: [
          {
            kind: 'update',
            table: rowTable,
            set: { kind, state, reason } as Row,
            where: { all: [ofFile(row.file), { column: 'row_number', op: '=', value: row.row }] },
          },
        ],
      });
    },
  };
}

export function asideToRow(row: RowAside): Row {
  return {
    file_id: row.file,
    row_number: row.row,
    line: row.line,
    kind: row.kind,
    state: row.state,
    reason: shorten(row.reason, longestReason),
    raw: shorten(row.raw, longestRaw),
    parsed: (row.parsed as Row[string] | undefined) ?? null,
  };
}

function toAside(row: Row): RowAside {
  const parsed = row['parsed'];
  return {
    file: String(row['file_id']),
    row: Number(row['row_number']),
    line: Number(row['line']),
    kind: row['kind'] === 'refused' ? 'refused' : 'bad',
    state: row['state'] === 'delivered' ? 'delivered' : 'set-aside',
    reason: String(row['reason']),
    raw: String(row['raw']),
    ...(typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? { parsed: parsed as JsonRecord }
      : {}),
  };
}

/** PostgreSQL keeps no zero bytes in text. */
function shorten(text: string, most: number): string {
  const clean = text.replaceAll('\0', '\uFFFD');
  return clean.length <= most ? clean : `${clean.slice(0, most - 1)}…`;
}
