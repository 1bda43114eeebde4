import { databaseTypes } from '../definitions/compare-table.js';
import { withDatabaseTypes } from '../definitions/defined-table.js';
import type { DefinedTable } from '../definitions/defined-table.js';
import type { Engine } from '../engines/engine.js';

/** Creates the tables of events and tasks where they are missing. */
export async function createOwnTables(engine: Engine): Promise<void> {
  await engine.transaction(async (run) => {
    for (const sql of engine.ownTables) await run({ sql, parameters: [] });
  });
}

/** The table with the types the engine gave it. */
export async function typedTable(engine: Engine, table: DefinedTable): Promise<DefinedTable> {
  return withDatabaseTypes(table, databaseTypes((await engine.columns(table.name)) ?? []));
}
