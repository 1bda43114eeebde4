import type { ColumnType } from '../../contract/index.js';
import type { DatabaseColumn } from '../engine.js';

/**
 * Declared types in managed stores. `…_TEXT` gives SQLite's text affinity, so that no decimal becomes a binary float
 * and no json text `5` a number, and still says what the text means.
 */
export const declaredTypes: Readonly<Record<ColumnType, string>> = {
  text: 'TEXT',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  decimal: 'DECIMAL_TEXT',
  real: 'REAL',
  boolean: 'BOOLEAN',
  date: 'DATE_TEXT',
  timestamp: 'TIMESTAMP_TEXT',
  json: 'JSON_TEXT',
};

const rules: readonly (readonly [RegExp, ColumnType])[] = [
  [/BIGINT|INT8|UNSIGNED BIG/, 'bigint'],
  [/INT/, 'integer'],
  [/DEC|NUM|MONEY/, 'decimal'],
  [/REAL|FLOA|DOUB/, 'real'],
  [/BOOL/, 'boolean'],
  [/DATETIME|TIMESTAMP/, 'timestamp'],
  [/DATE/, 'date'],
  [/JSON/, 'json'],
];

/** What a declared type of somebody else's table most likely means. */
export function describeDeclaredType(declared: string): Pick<DatabaseColumn, 'type' | 'precision' | 'scale'> {
  const upper = declared.toUpperCase();
  const type = rules.find(([pattern]) => pattern.test(upper))?.[1] ?? 'text';
  const size = /\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\)/.exec(upper);
  if (type !== 'decimal' || !size) return { type };
  return { type, precision: Number(size[1]), scale: Number(size[2] ?? 0) };
}
