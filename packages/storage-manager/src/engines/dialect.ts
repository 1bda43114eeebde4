import type { ColumnType as EntityColumnType } from 'typeorm';
import type { Value } from '../contract/index.js';
import type { DefinedColumn } from '../definitions/defined-table.js';

/** How two values are compared: databases may use an index for equality where ordering needs a converted value. */
export type Comparison = 'equality' | 'order';

/**
 * Where the databases differ in SQL and in values. Everything else compiles the same statements for all of them.
 * Functions that return SQL get and return SQL fragments; a column is always quoted.
 */
export interface Dialect {
  readonly engine: 'sqlite' | 'postgres';
  quote(identifier: string): string;
  /** The column with its table. */
  reference(column: DefinedColumn): string;
  /** The placeholder of the n-th parameter, from 1. */
  placeholder(position: number): string;

  /** The type in `CREATE TABLE` of a managed store. */
  columnType(column: DefinedColumn): string;
  /** The type as TypeORM names it. */
  entityColumnType(column: DefinedColumn): EntityColumnType;

  /** The column in a select list. */
  read(column: DefinedColumn): string;
  /** The canonical value of what `read` gave. */
  fromDatabase(column: DefinedColumn, raw: unknown): Value;
  /** A canonical value as the driver binds it for storing. */
  toDatabase(column: DefinedColumn, value: Value): unknown;
  /** The placeholder of a value to be stored. */
  stored(column: DefinedColumn, placeholder: string): string;

  /** The column as one side of a comparison. */
  comparable(column: DefinedColumn, comparison: Comparison): string;
  /** A canonical value as the driver binds it for the other side. */
  toComparand(column: DefinedColumn, value: Value, comparison: Comparison): unknown;
  /** The placeholder of the other side. */
  comparand(column: DefinedColumn, placeholder: string, comparison: Comparison): string;

  /** Holds when the text contains the parameter, or starts with it, whatever the case. */
  textMatch(column: DefinedColumn, kind: 'contains' | 'starts-with', placeholder: string): string;
  toTextPattern(text: string): string;

  /** Behind an `ORDER BY` term: nulls come first in ascending order on every engine. */
  nullsOrder(column: DefinedColumn, direction: 'asc' | 'desc'): string;
  /** Behind a select inside a transaction: locks the rows and leaves out those that another transaction has locked. */
  readonly lockFreeRows: string;
  /** The most parameters one statement takes. */
  readonly maxParameters: number;
  /** 1 where a statement costs no round trip: then the error of a duplicate belongs to one row. */
  readonly maxRowsPerInsert: number;
}
