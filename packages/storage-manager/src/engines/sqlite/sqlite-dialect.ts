import type { Value } from '../../contract/index.js';
import type { DefinedColumn } from '../../definitions/defined-table.js';
import { unreadable } from '../../values/canonical.js';
import { canonicalDecimal, decimalKey } from '../../values/decimal.js';
import { canonicalDate, canonicalInstant } from '../../values/instant.js';
import type { Comparison, Dialect } from '../dialect.js';
import { affinityOf } from './affinity.js';
import { declaredTypes } from './column-types.js';
import { fold } from './functions.js';
import { plainText } from '../../values/plain-text.js';

export function quoteSqlite(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

/** With its table, because a bare name in ORDER BY means the column of the select list, whose value was converted. */
function reference(column: DefinedColumn): string {
  return `${quoteSqlite(column.table)}.${quoteSqlite(column.name)}`;
}

/** Declared by us, so its values are in canonical form. */
function isOurs(column: DefinedColumn): boolean {
  return column.databaseType?.replace(/\(.*/, '').toUpperCase() === declaredTypes[column.type];
}

/** A key column of a legacy table: whole numbers, which SQLite compares exactly and with its index. */
function isWholeNumeric(column: DefinedColumn): boolean {
  const affinity = affinityOf(column.databaseType ?? '');
  return column.scale === 0 && (affinity === 'numeric' || affinity === 'integer');
}

function usesDecimalKey(column: DefinedColumn, comparison: Comparison): boolean {
  return column.type === 'decimal' && !isWholeNumeric(column) && !(isOurs(column) && comparison === 'equality');
}

function readValue(column: DefinedColumn, raw: unknown): Value | undefined {
  const text = Buffer.isBuffer(raw) ? raw.toString('utf8') : String(raw);
  switch (column.type) {
    case 'text':
      return text;
    case 'integer':
    case 'real': {
      const number = text.trim() === '' ? NaN : Number(text);
      const valid = column.type === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number);
      return valid ? number : undefined;
    }
    case 'bigint':
      return /^-?\d+$/.test(text) ? text : canonicalDecimal(text, 0);
    case 'decimal':
      return canonicalDecimal(text, column.scale);
    case 'boolean':
      if (/^(1|t|true)$/i.test(text)) return true;
      return /^(0|f|false)$/i.test(text) ? false : undefined;
    case 'date':
      return canonicalDate(text);
    case 'timestamp':
      return canonicalInstant(text);
    case 'json':
      return parseJson(text);
  }
}

function parseJson(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

function comparableColumn(column: DefinedColumn, comparison: Comparison): string {
  const quoted = reference(column);
  if (isOurs(column) && column.type !== 'decimal') return quoted;
  const affinity = affinityOf(column.databaseType ?? '');
  switch (column.type) {
    case 'text':
      return affinity === 'text' || affinity === 'blob' ? quoted : `CAST(${quoted} AS TEXT)`;
    case 'integer':
    case 'bigint':
      return affinity === 'text' ? `CAST(${quoted} AS INTEGER)` : quoted;
    case 'decimal':
      return usesDecimalKey(column, comparison)
        ? `caruso_decimal_key(CAST(${quoted} AS TEXT), ${column.scale ?? 'NULL'})`
        : quoted;
    case 'real':
    case 'boolean':
    case 'json':
      return quoted;
    case 'date':
      return `substr(${quoted}, 1, 10)`;
    case 'timestamp':
      return `caruso_instant(${quoted})`;
  }
}

function toDatabase(column: DefinedColumn, value: Value): unknown {
  if (value === null) return null;
  if (column.type === 'json') return JSON.stringify(value);
  if (column.type === 'boolean') return value === true ? 1 : 0;
  if (column.type === 'bigint') return BigInt(plainText(value));
  return value;
}

export const sqliteDialect: Dialect = {
  engine: 'sqlite',
  quote: quoteSqlite,
  reference,
  placeholder: () => '?',
  columnType: (column) => {
    const size =
      column.type === 'decimal' && column.precision !== undefined ? `(${column.precision}, ${column.scale ?? 0})` : '';
    return declaredTypes[column.type] + size;
  },
  entityColumnType: (column) => {
    if (column.type === 'integer' || column.type === 'bigint') return column.type;
    if (column.type === 'real' || column.type === 'boolean') return column.type;
    return 'text';
  },
  read: (column) => {
    const quoted = reference(column);
    // A number of SQLite above 2^53 would come back rounded.
    return column.type === 'decimal' || column.type === 'bigint' ? `CAST(${quoted} AS TEXT)` : quoted;
  },
  fromDatabase: (column, raw) => {
    if (raw === null || raw === undefined) return null;
    const value = readValue(column, raw);
    if (value === undefined) throw unreadable(column, raw);
    return value;
  },
  toDatabase,
  stored: (_column, placeholder) => placeholder,
  comparable: comparableColumn,
  toComparand: (column, value, comparison) => {
    if (value !== null && usesDecimalKey(column, comparison)) return decimalKey(plainText(value), column.scale);
    return toDatabase(column, value);
  },
  comparand: (column, placeholder) =>
    column.type === 'decimal' && isWholeNumeric(column) ? `CAST(${placeholder} AS NUMERIC)` : placeholder,
  textMatch: (column, kind, placeholder) => {
    const folded = `caruso_fold(${reference(column)})`;
    return `instr(${folded}, ${placeholder}) ${kind === 'contains' ? '> 0' : '= 1'}`;
  },
  toTextPattern: fold,
  // SQLite has nulls first in ascending order by itself: https://sqlite.org/lang_select.html#orderby
  nullsOrder: () => '',
  // One writer at a time: nobody else can have locked rows.
  lockFreeRows: '',
  maxParameters: 30_000,
  maxRowsPerInsert: 1,
};
