import { DataSource } from 'typeorm';
import type { Result, Statement } from '../engine.js';
import type { SqliteDatabase, SqliteStatement } from './driver.js';
import { registerFunctions } from './functions.js';

/** Statements kept prepared per connection. */
const preparedLimit = 300;

export interface SqliteConnection {
  readonly dataSource: DataSource;
  readonly database: SqliteDatabase;
  run(statement: Statement): Result;
  close(): Promise<void>;
}

export interface ConnectionOptions {
  /** Absolute path or `:memory:`. */
  readonly file: string;
  readonly readonly: boolean;
  readonly fileMustExist: boolean;
  /** Write-ahead log: readers do not wait for the writer. Changes the file's header, so only for stores of ours. */
  readonly wal: boolean;
}

/** Opens through TypeORM; statements run on its better-sqlite3 connection, each prepared once. */
export async function openConnection(options: ConnectionOptions): Promise<SqliteConnection> {
  let opened: SqliteDatabase | undefined;
  const dataSource = new DataSource({
    type: 'better-sqlite3',
    database: options.file,
    readonly: options.readonly,
    fileMustExist: options.fileMustExist,
    // Waiting here stops the whole process; the engine waits for a lock without that.
    timeout: 50,
    prepareDatabase: (database: SqliteDatabase) => {
      opened = database;
      if (options.wal) database.pragma('journal_mode = WAL');
      // What was acknowledged must survive a loss of power: https://sqlite.org/pragma.html#pragma_synchronous
      database.pragma('synchronous = FULL');
      registerFunctions(database);
    },
  });
  await dataSource.initialize();
  if (!opened) throw new Error('TypeORM did not open the SQLite database');
  const database = opened;
  const prepared = new Map<string, SqliteStatement>();

  const prepare = (sql: string): SqliteStatement => {
    const known = prepared.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    const oldest = prepared.size >= preparedLimit ? prepared.keys().next().value : undefined;
    if (oldest !== undefined) prepared.delete(oldest);
    prepared.set(sql, statement);
    return statement;
  };

  return {
    dataSource,
    database,
    run({ sql, parameters }) {
      const statement = prepare(sql);
      if (!statement.reader) return { rows: [], affected: statement.run(...parameters).changes };
      const rows = statement.all(...parameters);
      return { rows, affected: rows.length };
    },
    async close() {
      prepared.clear();
      if (dataSource.isInitialized) await dataSource.destroy();
    },
  };
}
