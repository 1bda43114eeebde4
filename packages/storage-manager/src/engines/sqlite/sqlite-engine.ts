import type { Engine } from '../engine.js';
import { createMutex } from '../../locks/mutex.js';
import { registerEntities } from '../register-entities.js';
import { sqliteCode } from './driver.js';
import { loadIntoFile, loadIntoMemory } from './load-files.js';
import { openConnection } from './open-connection.js';
import type { SqliteConnection } from './open-connection.js';
import { sqliteOwnTables } from './own-tables.js';
import { readColumns, readIndexNames } from './sqlite-columns.js';
import { sqliteDialect } from './sqlite-dialect.js';
import { sqliteError } from './sqlite-errors.js';

export interface SqliteOptions {
  /** Absolute path or `:memory:`. */
  readonly file: string;
  /** Belongs to somebody else: the journal mode stays as it is, and a missing file is an error unless `load` creates it. */
  readonly frozen: boolean;
  readonly readOnly: boolean;
  /** Absolute paths of SQL files. */
  readonly load: readonly string[];
  /** How the store is called in messages. */
  readonly label: string;
  readonly sleep: (ms: number) => Promise<void>;
}

const lockWaitMs = 25;
const lockTries = 200;

/** Writes go through one connection, one transaction at a time; reads through a second one that cannot see what is not committed. */
export function createSqliteEngine(options: SqliteOptions): Engine {
  const inMemory = options.file === ':memory:';
  const mutex = createMutex();
  let connections: { readonly writer: SqliteConnection; readonly reader: SqliteConnection } | undefined;

  const current = () => {
    if (!connections) throw new Error(`${options.label} is not open`);
    return connections;
  };

  /** Another program may hold the lock for a moment; waiting for it must not stop this process. */
  async function whenFree<T>(action: () => T): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return action();
      } catch (thrown) {
        const locked = sqliteCode(thrown)?.startsWith('SQLITE_BUSY') ?? false;
        if (!locked || attempt === lockTries) throw sqliteError(thrown, options.label);
        await options.sleep(lockWaitMs);
      }
    }
  }

  async function open(): Promise<void> {
    const shape = {
      file: options.file,
      readonly: options.readOnly,
      wal: !options.frozen && !options.readOnly && !inMemory,
    };
    if (!inMemory && options.load.length > 0) await loadIntoFile(options.file, options.load);
    const writer = await openConnection({
      ...shape,
      readonly: options.readOnly && !inMemory,
      fileMustExist: options.frozen || options.readOnly,
    });
    try {
      if (inMemory) await loadIntoMemory(writer, options.load);
      // A file that is no database shows itself at the first read only.
      writer.run({ sql: 'SELECT count(*) FROM sqlite_master', parameters: [] });
      const reader = inMemory
        ? writer
        : await openConnection({ ...shape, readonly: true, fileMustExist: true, wal: false });
      connections = { writer, reader };
    } catch (thrown) {
      await writer.close();
      throw thrown;
    }
  }

  async function transaction<T>(work: Parameters<Engine['transaction']>[0]): Promise<T> {
    const { writer } = current();
    const { database } = writer;
    await whenFree(() => database.exec('BEGIN IMMEDIATE'));
    try {
      const result = await work(async (statement) => {
        try {
          return writer.run(statement);
        } catch (thrown) {
          throw sqliteError(thrown, options.label);
        }
      });
      await whenFree(() => database.exec('COMMIT'));
      return result as T;
    } catch (thrown) {
      if (database.inTransaction) database.exec('ROLLBACK');
      throw thrown;
    }
  }

  const read: Engine['read'] = (statement) => whenFree(() => current().reader.run(statement));

  return {
    kind: 'sqlite',
    shared: false,
    dialect: () => sqliteDialect,
    ownTables: sqliteOwnTables,
    lockEventLog: undefined,
    read: inMemory ? (statement) => mutex.run(() => read(statement)) : read,
    transaction: <T>(work: Parameters<Engine['transaction']>[0]) => mutex.run(() => transaction<T>(work)),
    columns: (table) => whenFree(() => readColumns(current().reader, table)),
    indexNames: (table) => whenFree(() => readIndexNames(current().reader, table)),
    registerEntities: (entities) => registerEntities(current().writer.dataSource, entities),
    async open() {
      try {
        await open();
      } catch (thrown) {
        throw sqliteError(thrown, options.label);
      }
    },
    checkpoint: () =>
      mutex.run(async () => {
        if (connections && !inMemory && !options.readOnly)
          connections.writer.database.pragma('wal_checkpoint(TRUNCATE)');
      }),
    close: () =>
      mutex.run(async () => {
        const closing = connections;
        connections = undefined;
        if (closing && closing.reader !== closing.writer) await closing.reader.close();
        await closing?.writer.close();
      }),
  };
}
