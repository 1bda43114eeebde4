import type { EntitySchema } from 'typeorm';
import type { ColumnType } from '../contract/index.js';
import type { Dialect } from './dialect.js';

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export interface Result {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Rows inserted, updated or deleted. */
  readonly affected: number;
}

export type Run = (statement: Statement) => Promise<Result>;

/** A column as the database has it. */
export interface DatabaseColumn {
  readonly name: string;
  readonly databaseType: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly precision?: number;
  readonly scale?: number;
}

/** One kind of database. All its peculiarities stay in its folder. Functions reject with a `CarusoError`. */
export interface Engine {
  readonly kind: 'sqlite' | 'postgres';
  /** Others may write to the same database, so that what happens there is not seen in this process. */
  readonly shared: boolean;
  /** Only while open. */
  dialect(): Dialect;
  /** Rejects with `unavailable` when the database does not answer. */
  open(): Promise<void>;
  close(): Promise<void>;
  /** Reads committed rows. */
  read: Run;
  /** Everything that `work` runs happens together or, when it rejects, not at all. May run `work` again after a deadlock. */
  transaction<T>(work: (run: Run) => Promise<T>): Promise<T>;
  /** The columns of a table or view; null when there is none of that name. */
  columns(table: string): Promise<readonly DatabaseColumn[] | null>;
  indexNames(table: string): Promise<ReadonlySet<string>>;
  /** Makes tables known to TypeORM. */
  registerEntities(entities: readonly EntitySchema[]): Promise<void>;
  /** Statements that create the tables of the event log and of the durable tasks where they are missing. */
  readonly ownTables: readonly string[];
  /** Run in a transaction before events are added, so that sequence numbers are committed in their order. */
  readonly lockEventLog: string | undefined;
  /** Moves what was committed into the main file, where there is more than one. */
  checkpoint(): Promise<void>;
}
