import type { Socket } from 'node:net';
import mysql from 'mysql2/promise';
import type { FieldPacket, ResultSetHeader } from 'mysql2/promise';
import type { Database, DatabaseAddress, Parameter, ResultTable, Statement } from './database.js';

const connectMs = 5_000;
/** From the end of the time until a server that has not ended its statement is given up. */
const silentMs = 2_000;

/** Values stay as text where the protocol allows: decimals, dates and large numbers never become floats. Times in UTC. */
export function openMariadb(address: DatabaseAddress): Database {
  const pool = mysql.createPool({
    host: address.host,
    ...(address.port === undefined ? {} : { port: address.port }),
    database: address.database,
    user: address.user,
    password: address.password,
    ...(address.tls ? { ssl: { rejectUnauthorized: true } } : {}),
    connectionLimit: address.pool,
    connectTimeout: connectMs,
    multipleStatements: false,
    rowsAsArray: true,
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    charset: 'utf8mb4',
    timezone: 'Z',
    enableKeepAlive: true,
    maxPreparedStatements: 300,
  });
  const ready = new WeakSet<object>();

  async function withConnection<T>(
    work: (connection: mysql.PoolConnection) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const connection = await pool.getConnection();
    if (signal?.aborted === true) {
      connection.release();
      throw signal.reason;
    }
    const stopWatching = breakWhenLate(connection, signal);
    try {
      if (!ready.has(connection.connection)) {
        // Strict: what does not fit is an error, not cut off. The server itself ends a statement that takes too long.
        await connection.query(
          `SET time_zone = '+00:00', sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES'), max_statement_time = ${address.statementMs / 1000}`,
        );
        ready.add(connection.connection);
      }
      const answer = await work(connection);
      connection.release();
      return answer;
    } catch (thrown) {
      const sound = await connection.query('ROLLBACK').then(
        () => true,
        () => false,
      );
      if (sound) connection.release();
      else connection.destroy();
      throw thrown;
    } finally {
      stopWatching();
    }
  }

  return {
    engine: 'mariadb',
    run: ({ statements, access, transaction }, signal) =>
      withConnection(async (connection) => {
        const within = transaction || access === 'read';
        if (within) await connection.query(access === 'read' ? 'START TRANSACTION READ ONLY' : 'START TRANSACTION');
        const results: ResultTable[] = [];
        for (const statement of statements) {
          signal?.throwIfAborted();
          results.push(await execute(connection, statement));
        }
        signal?.throwIfAborted();
        if (within) await connection.query('COMMIT');
        return results;
      }, signal),
    prepare: (sql) =>
      withConnection(async (connection) => {
        await connection.prepare(sql);
        // The driver keeps prepared statements by their text: closing this one alone would leave a dead handle for the first run.
        connection.unprepare(sql);
      }),
    close: () => pool.end(),
  };
}

/** The driver waits for ever for a server that is silent: its connection is broken off, so that it does not stay out of the pool. */
function breakWhenLate(connection: mysql.PoolConnection, signal: AbortSignal | undefined): () => void {
  let timer: NodeJS.Timeout | undefined;
  const late = (): void => {
    const { stream } = connection.connection as unknown as { readonly stream: Socket };
    timer = setTimeout(() => stream.destroy(), silentMs);
  };
  signal?.addEventListener('abort', late, { once: true });
  return () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', late);
  };
}

/** With placeholders bound by the server (COM_STMT_EXECUTE), never put into the text. */
async function execute(connection: mysql.PoolConnection, { sql, parameters }: Statement): Promise<ResultTable> {
  const [answer, fields] = await connection.execute(sql, parameters.map(bound));
  return resultTable(answer as unknown, fields as unknown);
}

function bound(value: Parameter): string | number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'bigint') return value.toString();
  return Array.isArray(value) ? JSON.stringify(value) : (value as string | number | null);
}

/** A CALL answers a list of result sets with a header behind them; the first set is its result. */
function resultTable(answer: unknown, fields: unknown): ResultTable {
  if (!Array.isArray(answer)) {
    return { columns: [], rows: [], affected: (answer as ResultSetHeader).affectedRows };
  }
  const sets: readonly unknown[] = answer;
  const last = sets.at(-1);
  if (isHeader(last)) {
    const columns = (fields as readonly (readonly FieldPacket[])[])[0] ?? [];
    return { ...table(columns, sets[0]), affected: last.affectedRows };
  }
  return table((fields ?? []) as readonly FieldPacket[], answer);
}

function isHeader(value: unknown): value is ResultSetHeader {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'affectedRows' in value;
}

function table(columns: readonly FieldPacket[], rows: unknown): ResultTable {
  return { columns: columns.map(({ name }) => name), rows: rows as readonly unknown[][], affected: 0 };
}
