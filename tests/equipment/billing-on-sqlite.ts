import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The part of better-sqlite3 used here; the package ships no types. */
interface Sqlite {
  prepare(sql: string): { all(): readonly Readonly<Record<string, unknown>>[] };
  close(): unknown;
}
type SqliteConstructor = new (file: string, options: { readonly readonly: boolean }) => Sqlite;

/** One hash of the whole schema and one of all rows of the billing database in a data folder. */
export function billingFingerprint(dataDir: string): { readonly schema: string; readonly rows: string } {
  const Database = createRequire(import.meta.url)('better-sqlite3') as SqliteConstructor;
  const database = new Database(path.join(dataDir, 'billing.db'), { readonly: true });
  try {
    const schema = database.prepare('SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name').all();
    const tables = schema.filter(({ type }) => type === 'table').map(({ name }) => String(name));
    const rows = tables.map((table) =>
      database
        .prepare(`SELECT * FROM "${table}"`)
        .all()
        .map((row) => JSON.stringify(row))
        .toSorted(),
    );
    return { schema: hash(schema), rows: hash([tables, rows]) };
  } finally {
    database.close();
  }
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
