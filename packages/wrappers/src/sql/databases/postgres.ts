import pg from 'pg';
import type { Database, DatabaseAddress, ResultTable, Statement } from './database.js';

const connectMs = 5_000;

/** Values stay as text: the shapes of the operations say what they are. Times in UTC. */
export function openPostgres(address: DatabaseAddress): Database {
  const pool = new pg.Pool({
    host: address.host,
    ...(address.port === undefined ? {} : { port: address.port }),
    database: address.database,
    user: address.user,
    password: address.password,
    ssl: address.tls,
    max: address.pool,
    application_name: 'caruso',
    options: '-c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601',
    statement_timeout: address.statementMs,
    query_timeout: address.statementMs + 2_000,
    idle_in_transaction_session_timeout: address.statementMs + 10_000,
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    allowExitOnIdle: true,
    types: { getTypeParser: () => (text: unknown) => text },
  });
  // An idle connection that breaks has been taken out of the pool already.
  pool.on('error', () => undefined);

  async function withClient<T>(work: (client: pg.PoolClient) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const client = await pool.connect();
    if (signal?.aborted === true) {
      client.release();
      throw signal.reason;
    }
    try {
      const answer = await work(client);
      client.release();
      return answer;
    } catch (thrown) {
      // After an error with an SQLSTATE the session is sound once it is rolled back; after any other it is not known.
      const sound = thrown instanceof pg.DatabaseError && !/^(08|57P)/.test(thrown.code ?? '08');
      const rolledBack =
        sound &&
        (await client.query('ROLLBACK').then(
          () => true,
          () => false,
        ));
      client.release(!rolledBack);
      throw thrown;
    }
  }

  return {
    engine: 'postgres',
    run: ({ statements, access, transaction }, signal) =>
      withClient(async (client) => {
        const within = transaction || access === 'read';
        if (within) await client.query(access === 'read' ? 'BEGIN READ ONLY' : 'BEGIN');
        const results: ResultTable[] = [];
        for (const statement of statements) {
          signal?.throwIfAborted();
          results.push(await execute(client, statement));
        }
        signal?.throwIfAborted();
        if (within) await client.query('COMMIT');
        return results;
      }, signal),
    prepare: (sql) =>
      withClient(async (client) => {
        // The extended protocol would run it; PREPARE takes no parameters, and one statement only.
        await client.query({ text: `PREPARE caruso_check AS ${sql}`, queryMode: 'extended' } as pg.QueryConfig);
        await client.query('DEALLOCATE caruso_check');
      }),
    close: () => pool.end(),
  };
}

async function execute(client: pg.PoolClient, { sql, parameters }: Statement): Promise<ResultTable> {
  // The extended protocol takes one statement only, whatever its text (PostgreSQL, 54.2.3).
  const query = { text: sql, values: [...parameters], rowMode: 'array' as const, queryMode: 'extended' };
  const result = await client.query<unknown[]>(query);
  return { columns: result.fields.map(({ name }) => name), rows: result.rows, affected: result.rowCount ?? 0 };
}
