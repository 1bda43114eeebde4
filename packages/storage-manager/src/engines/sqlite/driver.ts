/** What is used of better-sqlite3 (its package has no types). Reached through TypeORM's connection. */
export interface SqliteStatement {
  readonly reader: boolean;
  all(...parameters: unknown[]): Record<string, unknown>[];
  run(...parameters: unknown[]): { changes: number };
}

export interface SqliteDatabase {
  readonly inTransaction: boolean;
  prepare(sql: string): SqliteStatement;
  exec(sql: string): void;
  pragma(text: string, options?: { simple?: boolean }): unknown;
  function(name: string, options: { deterministic: boolean }, implementation: (...values: unknown[]) => unknown): void;
}

/** SQLITE_BUSY, SQLITE_CONSTRAINT_UNIQUE … or undefined when the error is not SQLite's. */
export function sqliteCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return undefined;
  return thrown.code.startsWith('SQLITE_') ? thrown.code : undefined;
}
