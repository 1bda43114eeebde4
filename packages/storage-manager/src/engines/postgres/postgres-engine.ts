import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Dialect } from '../dialect.js';
import type { Engine, Run } from '../engine.js';
import { registerEntities } from '../register-entities.js';
import { describeType } from './column-types.js';
import { openPool } from './open-pool.js';
import type { PostgresPool } from './open-pool.js';
import { lockEventLog, postgresOwnTables } from './own-tables.js';
import { createPostgresDialect } from './postgres-dialect.js';
import { isConnectionLoss, isSerializationFailure, postgresError } from './postgres-errors.js';

export interface PostgresOptions {
  readonly url: string;
  readonly readOnly: boolean;
  /** How the store is called in messages; without the password. */
  readonly label: string;
  /** The database went away; called outside of any call. */
  readonly onLost: (error: CarusoError) => void;
}

const serializationTries = 4;

/** Collations that know the case rules of all of Unicode, best first; PostgreSQL 18, 17, and any with ICU. */
const findFoldCollation = `SELECT c.collname AS name FROM pg_collation c
  WHERE c.collname IN ('pg_unicode_fast', 'pg_c_utf8', 'und-x-icu') AND c.collencoding IN (-1, pg_char_to_encoding(getdatabaseencoding()))
  ORDER BY array_position(ARRAY['pg_unicode_fast', 'pg_c_utf8', 'und-x-icu']::text[], c.collname::text) LIMIT 1`;

const readColumns = `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required
  FROM pg_attribute a WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`;

const readIndexNames = `SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = to_regclass($1)`;

export function createPostgresEngine(options: PostgresOptions): Engine {
  let opened: { readonly pool: PostgresPool; readonly dialect: Dialect } | undefined;

  const current = () => {
    if (!opened) throw new CarusoError('unavailable', `${options.label} is not connected`);
    return opened;
  };

  async function onConnection<T>(work: (run: Run) => Promise<T>): Promise<T> {
    try {
      return await current().pool.withConnection(work, isConnectionLoss);
    } catch (thrown) {
      throw postgresError(thrown, options.label);
    }
  }

  async function attempt<T>(run: Run, work: (run: Run) => Promise<T>): Promise<T> {
    await run({ sql: 'BEGIN', parameters: [] });
    try {
      const result = await work((statement) =>
        run(statement).catch((thrown: unknown) => {
          throw postgresError(thrown, options.label);
        }),
      );
      await run({ sql: 'COMMIT', parameters: [] });
      return result;
    } catch (thrown) {
      if (!isConnectionLoss(thrown)) await run({ sql: 'ROLLBACK', parameters: [] });
      throw thrown;
    }
  }

  async function transaction<T>(work: (run: Run) => Promise<T>): Promise<T> {
    return onConnection(async (run) => {
      for (let tries = 1; ; tries++) {
        try {
          return await attempt(run, work);
        } catch (thrown) {
          if (!isSerializationFailure(thrown) || tries === serializationTries) throw thrown;
        }
      }
    });
  }

  const read: Run = (statement) => onConnection((run) => run(statement));

  return {
    kind: 'postgres',
    shared: true,
    dialect: () => current().dialect,
    ownTables: postgresOwnTables,
    lockEventLog,
    read,
    transaction,
    async columns(table) {
      const { rows } = await read({ sql: readColumns, parameters: [current().dialect.quote(table)] });
      if (rows.length === 0) return null;
      return rows.map((row) => {
        const databaseType = String(row['type']);
        return {
          name: String(row['name']),
          databaseType,
          nullable: row['required'] !== 't',
          ...describeType(databaseType),
        };
      });
    },
    async indexNames(table) {
      const { rows } = await read({ sql: readIndexNames, parameters: [current().dialect.quote(table)] });
      return new Set(rows.map((row) => String(row['name'])));
    },
    registerEntities: (entities) => registerEntities(current().pool.dataSource, entities),
    async open() {
      try {
        const onError = (error: unknown) => options.onLost(postgresError(error, options.label));
        const pool = await openPool({ url: options.url, readOnly: options.readOnly, onError });
        try {
          const found = await pool.withConnection(
            (run) => run({ sql: findFoldCollation, parameters: [] }),
            isConnectionLoss,
          );
          const name = found.rows[0]?.['name'];
          opened = { pool, dialect: createPostgresDialect(typeof name === 'string' ? name : undefined) };
        } catch (thrown) {
          await pool.close();
          throw thrown;
        }
      } catch (thrown) {
        throw postgresError(thrown, options.label);
      }
    },
    checkpoint: () => Promise.resolve(),
    async close() {
      const closing = opened;
      opened = undefined;
      await closing?.pool.close();
    },
  };
}
