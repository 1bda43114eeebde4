import type { Condition, Row } from '../contract/index.js';
import { columnOf } from '../definitions/defined-table.js';
import type { DefinedColumn, DefinedTable } from '../definitions/defined-table.js';
import type { Dialect } from '../engines/dialect.js';
import type { Result, Statement } from '../engines/engine.js';
import { createBindings } from './bindings.js';
import { compileCondition, rejectJson } from './compile-condition.js';

export interface SelectQuery {
  readonly columns?: readonly string[] | undefined;
  readonly where?: Condition | undefined;
  readonly orderBy?: readonly { readonly column: string; readonly direction: 'asc' | 'desc' }[];
  readonly limit?: number;
  readonly offset?: number;
  /** Locks the rows for the transaction and leaves out rows locked by others. */
  readonly lockFree?: boolean;
}

export interface Select extends Statement {
  rows(result: Result): Row[];
}

/** The text depends on the query's shape only, so that the same shape is prepared once. */
export function compileSelect(table: DefinedTable, query: SelectQuery, dialect: Dialect): Select {
  const bindings = createBindings(dialect);
  const columns: readonly DefinedColumn[] = query.columns
    ? query.columns.map((name) => columnOf(table, name))
    : [...table.columns.values()];
  const list = columns.map((column) => `${dialect.read(column)} AS ${dialect.quote(column.name)}`);
  let sql = `SELECT ${list.join(', ') || '1'} FROM ${dialect.quote(table.name)}`;
  if (query.where) sql += ` WHERE ${compileCondition(query.where, table, bindings)}`;
  if (query.orderBy && query.orderBy.length > 0) {
    const terms = query.orderBy.map(({ column: name, direction }) => {
      const column = columnOf(table, name);
      rejectJson(column);
      const term = `${dialect.comparable(column, 'order')} ${direction === 'desc' ? 'DESC' : 'ASC'}`;
      return term + dialect.nullsOrder(column, direction);
    });
    sql += ` ORDER BY ${terms.join(', ')}`;
  }
  if (query.limit !== undefined) sql += ` LIMIT ${bindings.add(query.limit)}`;
  if (query.offset !== undefined && query.offset > 0) sql += ` OFFSET ${bindings.add(query.offset)}`;
  if (query.lockFree) sql += dialect.lockFreeRows;
  return {
    sql,
    parameters: bindings.parameters,
    rows: (result) =>
      result.rows.map((raw) =>
        Object.fromEntries(columns.map((column) => [column.name, dialect.fromDatabase(column, raw[column.name])])),
      ),
  };
}

export function compileCount(table: DefinedTable, where: Condition | undefined, dialect: Dialect): Statement {
  const bindings = createBindings(dialect);
  const filter = where ? ` WHERE ${compileCondition(where, table, bindings)}` : '';
  return {
    sql: `SELECT COUNT(*) AS ${dialect.quote('n')} FROM ${dialect.quote(table.name)}${filter}`,
    parameters: bindings.parameters,
  };
}
