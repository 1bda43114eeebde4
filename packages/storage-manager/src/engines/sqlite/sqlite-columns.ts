import type { DatabaseColumn } from '../engine.js';
import { describeDeclaredType } from './column-types.js';
import type { SqliteConnection } from './open-connection.js';

/** Names are compared exactly, as PostgreSQL does, although SQLite itself would ignore their case. */
export function readColumns(connection: SqliteConnection, table: string): readonly DatabaseColumn[] | null {
  const found = connection.run({
    sql: "SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = ?",
    parameters: [table],
  });
  if (found.rows.length === 0) return null;
  const { rows } = connection.run({
    sql: 'SELECT name, type, "notnull" AS required, pk FROM pragma_table_xinfo(?) WHERE hidden <> 1',
    parameters: [table],
  });
  return rows.map((row) => {
    const declared = String(row['type']);
    return {
      name: String(row['name']),
      databaseType: declared.toLowerCase(),
      nullable: row['required'] === 0 && row['pk'] === 0,
      ...describeDeclaredType(declared),
    };
  });
}

export function readIndexNames(connection: SqliteConnection, table: string): ReadonlySet<string> {
  const { rows } = connection.run({
    sql: "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ?",
    parameters: [table],
  });
  return new Set(rows.map((row) => String(row['name'])));
}
