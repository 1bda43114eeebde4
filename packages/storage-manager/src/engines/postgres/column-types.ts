import type { ColumnType } from '../../contract/index.js';
import type { DatabaseColumn } from '../engine.js';

/**
 * Column types in managed stores. `bigint` for integer, because the contract's integers go to ±(2^53 - 1); text is ordered by
 * code point as on every engine, so that its indexes serve ranges too.
 */
export const columnTypes: Readonly<Record<ColumnType, string>> = {
  text: 'text COLLATE "C"',
  integer: 'bigint',
  bigint: 'bigint',
  decimal: 'numeric',
  real: 'double precision',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp(3) with time zone',
  json: 'jsonb',
};

const types: Readonly<Record<string, ColumnType>> = {
  smallint: 'integer',
  integer: 'integer',
  bigint: 'bigint',
  numeric: 'decimal',
  real: 'real',
  'double precision': 'real',
  boolean: 'boolean',
  date: 'date',
  json: 'json',
  jsonb: 'json',
};

/** The type without its size: `character varying(60)` is `character varying`. */
export function baseType(databaseType: string): string {
  return databaseType
    .replace(/\(.*?\)/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** `databaseType` as PostgreSQL's `format_type` prints it. */
export function describeType(databaseType: string): Pick<DatabaseColumn, 'type' | 'precision' | 'scale'> {
  const base = baseType(databaseType);
  const type = base.startsWith('timestamp') ? 'timestamp' : (types[base] ?? 'text');
  const size = type === 'decimal' ? /\((\d+),(-?\d+)\)/.exec(databaseType) : null;
  return size ? { type, precision: Number(size[1]), scale: Number(size[2]) } : { type };
}
