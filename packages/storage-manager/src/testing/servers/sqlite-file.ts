import { createRequire } from 'node:module';

interface SqliteFile {
  exec(sql: string): void;
  prepare(sql: string): { all(): Record<string, unknown>[]; get(): unknown };
  close(): void;
}

/** A SQLite file opened behind the storage manager's back. The package has no types of its own. */
const Database = createRequire(import.meta.url)('better-sqlite3') as new (
  file: string,
  options?: { readonly?: boolean },
) => SqliteFile;

export function openSqliteFile(file: string, options?: { readonly?: boolean }): SqliteFile {
  return new Database(file, options);
}
