import type { ColumnType } from '../contract/index.js';
import type { Dialect } from '../engines/dialect.js';
import type { DatabaseColumn } from '../engines/engine.js';
import type { DefinedColumn, DefinedTable } from './defined-table.js';

/** What rows that are already there get in a new column that must not be null. */
const zero: Readonly<Record<ColumnType, string>> = {
  text: "''",
  integer: '0',
  bigint: '0',
  decimal: "'0'",
  real: '0',
  boolean: 'FALSE',
  date: "'1970-01-01'",
  timestamp: "'1970-01-01T00:00:00.000Z'",
  json: "'{}'",
};

function zeroOf(column: DefinedColumn): string {
  if (column.type !== 'decimal' || !column.scale) return zero[column.type];
  return `'0.${'0'.repeat(column.scale)}'`;
}

/** PostgreSQL cuts names at 63 bytes; a long one keeps its beginning and gets a number made of all of it. */
export function indexName(table: string, columns: readonly string[], unique: boolean): string {
  const name = `${table}_${columns.join('_')}_${unique ? 'key' : 'idx'}`;
  if (Buffer.byteLength(name) <= 60) return name;
  let hash = 5381;
  for (const character of name) hash = (Math.imul(hash, 33) ^ (character.codePointAt(0) ?? 0)) >>> 0;
  return `${name.replace(/[^\x20-\x7e]/g, '').slice(0, 48)}_${hash.toString(36)}`;
}

function createTable(table: DefinedTable, dialect: Dialect): string {
  const lines = [...table.columns.values()].map((column) => {
    const required = column.nullable && !table.primaryKey.includes(column.name) ? '' : ' NOT NULL';
    return `${dialect.quote(column.name)} ${dialect.columnType(column)}${required}`;
  });
  if (table.primaryKey.length > 0)
    lines.push(`PRIMARY KEY (${table.primaryKey.map((name) => dialect.quote(name)).join(', ')})`);
  return `CREATE TABLE ${dialect.quote(table.name)} (${lines.join(', ')})`;
}

function addColumn(table: DefinedTable, column: DefinedColumn, dialect: Dialect): string {
  const required = column.nullable ? '' : ` NOT NULL DEFAULT ${zeroOf(column)}`;
  return `ALTER TABLE ${dialect.quote(table.name)} ADD COLUMN ${dialect.quote(column.name)} ${dialect.columnType(column)}${required}`;
}

/** The statements that add what a managed store lacks. Nothing is ever changed or dropped. */
export function planAdditions(
  table: DefinedTable,
  actual: readonly DatabaseColumn[] | null,
  indexes: ReadonlySet<string>,
  dialect: Dialect,
): readonly string[] {
  if (table.kind === 'view') return [];
  const existing = new Set(actual?.map((column) => column.name));
  const shape =
    actual === null
      ? [createTable(table, dialect)]
      : [...table.columns.values()]
          .filter((column) => !existing.has(column.name))
          .map((column) => addColumn(table, column, dialect));
  const missingIndexes = table.indexes.filter(
    (index) => !indexes.has(indexName(table.name, index.columns, index.unique)),
  );
  const creations = missingIndexes.map((index) => {
    const name = dialect.quote(indexName(table.name, index.columns, index.unique));
    const columns = index.columns.map((column) => dialect.quote(column)).join(', ');
    return `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${name} ON ${dialect.quote(table.name)} (${columns})`;
  });
  return [...shape, ...creations];
}

/** Columns of a managed store that are of another type than the definition: a change, which is not made here. */
export function differentTypes(table: DefinedTable, actual: readonly DatabaseColumn[] | null): readonly string[] {
  if (table.kind === 'view' || actual === null) return [];
  // An integer and a bigint are stored alike by PostgreSQL.
  const family = (type: ColumnType) => (type === 'bigint' ? 'integer' : type);
  return actual.flatMap((column) => {
    const defined = table.columns.get(column.name);
    const sameScale =
      defined?.precision === undefined || (defined.precision === column.precision && defined.scale === column.scale);
    if (!defined || (family(defined.type) === family(column.type) && sameScale)) return [];
    return [
      `${table.name}.${column.name} is ${column.databaseType}, the definition says ${defined.type}${defined.precision === undefined ? '' : `(${defined.precision}, ${defined.scale ?? 0})`}`,
    ];
  });
}
