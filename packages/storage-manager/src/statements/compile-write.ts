import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Condition, Row, Value } from '../contract/index.js';
import { columnOf } from '../definitions/defined-table.js';
import type { DefinedTable } from '../definitions/defined-table.js';
import type { Dialect } from '../engines/dialect.js';
import type { Statement } from '../engines/engine.js';
import { canonicalInput } from '../values/canonical.js';
import { createBindings } from './bindings.js';
import type { Bindings } from './bindings.js';
import { compileCondition } from './compile-condition.js';

function requireWritable(table: DefinedTable): void {
  if (table.kind === 'view')
    throw new CarusoError('invalid', `${table.name} is a view: it can only be read`, { table: table.name });
}

function store(table: DefinedTable, name: string, value: Value, bindings: Bindings): string {
  const column = columnOf(table, name);
  const { dialect } = bindings;
  return dialect.stored(column, bindings.add(dialect.toDatabase(column, canonicalInput(column, value))));
}

/** Rows that set the same columns, in order, in pieces that the engine takes. */
function batches(
  rows: readonly Row[],
  { maxParameters, maxRowsPerInsert }: Dialect,
): { readonly names: readonly string[]; readonly rows: Row[] }[] {
  const result: { names: readonly string[]; rows: Row[] }[] = [];
  for (const row of rows) {
    const names = Object.keys(row).toSorted();
    const last = result.at(-1);
    const fits =
      last !== undefined &&
      names.length > 0 &&
      last.rows.length < maxRowsPerInsert &&
      (last.rows.length + 1) * names.length <= maxParameters;
    if (fits && last.names.length === names.length && last.names.every((name, index) => name === names[index]))
      last.rows.push(row);
    else result.push({ names, rows: [row] });
  }
  return result;
}

export interface InsertOptions {
  readonly onDuplicate: 'fail' | 'ignore';
  readonly returning?: string;
}

/** One statement per run of rows with the same columns. */
export function compileInsert(
  table: DefinedTable,
  rows: readonly Row[],
  options: InsertOptions,
  dialect: Dialect,
): Statement[] {
  requireWritable(table);
  return batches(rows, dialect).map((batch) => {
    const bindings = createBindings(dialect);
    const names = batch.names.map((name) => dialect.quote(columnOf(table, name).name));
    const tuples = batch.rows.map(
      (row) => `(${batch.names.map((name) => store(table, name, row[name] ?? null, bindings)).join(', ')})`,
    );
    const target = dialect.quote(table.name);
    let sql =
      names.length === 0
        ? `INSERT INTO ${target} DEFAULT VALUES`
        : `INSERT INTO ${target} (${names.join(', ')}) VALUES ${tuples.join(', ')}`;
    if (options.onDuplicate === 'ignore') sql += ' ON CONFLICT DO NOTHING';
    if (options.returning !== undefined) sql += ` RETURNING ${dialect.quote(options.returning)}`;
    return { sql, parameters: bindings.parameters };
  });
}

export function compileUpdate(table: DefinedTable, set: Row, where: Condition, dialect: Dialect): Statement {
  requireWritable(table);
  const bindings = createBindings(dialect);
  const assignments = Object.entries(set).map(
    ([name, value]) => `${dialect.quote(columnOf(table, name).name)} = ${store(table, name, value, bindings)}`,
  );
  if (assignments.length === 0)
    throw new CarusoError('invalid', `An update of ${table.name} must set something`, { table: table.name });
  const filter = compileCondition(where, table, bindings);
  return {
    sql: `UPDATE ${dialect.quote(table.name)} SET ${assignments.join(', ')} WHERE ${filter}`,
    parameters: bindings.parameters,
  };
}

export function compileDelete(table: DefinedTable, where: Condition, dialect: Dialect): Statement {
  requireWritable(table);
  const bindings = createBindings(dialect);
  return {
    sql: `DELETE FROM ${dialect.quote(table.name)} WHERE ${compileCondition(where, table, bindings)}`,
    parameters: bindings.parameters,
  };
}
