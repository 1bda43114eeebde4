import { CarusoError } from '@caruso/core-service-manager/contract';
import { databaseTypes, missingParts } from '../definitions/compare-table.js';
import { withDatabaseTypes } from '../definitions/defined-table.js';
import type { DefinedTable } from '../definitions/defined-table.js';
import { entitySchemaOf } from '../definitions/entity-schema.js';
import { differentTypes, planAdditions } from '../definitions/plan-additions.js';
import type { DatabaseColumn, Engine } from '../engines/engine.js';

export interface Verification {
  /** Statements that were run. */
  readonly applied: readonly string[];
  readonly missing: readonly string[];
  readonly different: readonly string[];
}

/** The tables defined in one store, each as far as the database could be compared with it. */
export interface Catalog {
  /** Throws `invalid` when nobody defined the table or the database lacks a part of it. */
  table(name: string): DefinedTable;
  /** Whether somebody has defined the table, rightly or not. */
  knows(name: string): boolean;
  /** Keeps definitions that cannot be compared now. */
  remember(tables: readonly DefinedTable[]): void;
  /**
   * Compares tables with the database, after adding what it lacks when `additive`. A table that does not fit takes the place
   * of none that did before.
   */
  verify(engine: Engine, tables: readonly DefinedTable[], additive: boolean): Promise<Verification>;
  remembered(): readonly DefinedTable[];
}

async function addParts(engine: Engine, tables: readonly DefinedTable[]): Promise<readonly string[]> {
  const plans: string[] = [];
  for (const table of tables) {
    plans.push(
      ...planAdditions(table, await engine.columns(table.name), await engine.indexNames(table.name), engine.dialect()),
    );
  }
  if (plans.length === 0) return plans;
  await engine.transaction(async (run) => {
    for (const sql of plans) await run({ sql, parameters: [] });
  });
  return plans;
}

export function createCatalog(storeName: string): Catalog {
  const remembered = new Map<string, DefinedTable>();
  const verified = new Map<string, DefinedTable>();
  const faults = new Map<string, readonly string[]>();

  function accept(table: DefinedTable, actual: readonly DatabaseColumn[]): void {
    remembered.set(table.name, table);
    verified.set(table.name, withDatabaseTypes(table, databaseTypes(actual)));
    faults.delete(table.name);
  }

  function reject(table: DefinedTable, parts: readonly string[]): void {
    if (verified.has(table.name)) return;
    remembered.set(table.name, table);
    faults.set(table.name, parts);
  }

  return {
    table(name) {
      const table = verified.get(name);
      if (table) return table;
      const parts = faults.get(name);
      const message = parts
        ? `The database of store ${storeName} does not fit the definition of ${name}: ${parts.join(', ')}`
        : `Table ${name} is not defined in store ${storeName}`;
      throw new CarusoError('invalid', message, { store: storeName, table: name });
    },
    knows: (name) => remembered.has(name),
    remember(tables) {
      for (const table of tables) remembered.set(table.name, table);
    },
    remembered: () => [...remembered.values()],
    async verify(engine, tables, additive) {
      const differences = new Map<string, readonly string[]>();
      if (additive) {
        for (const table of tables)
          differences.set(table.name, differentTypes(table, await engine.columns(table.name)));
      }
      const fitting = tables.filter((table) => (differences.get(table.name) ?? []).length === 0);
      const applied = additive ? await addParts(engine, fitting) : [];
      const missing: string[] = [];
      for (const table of tables) {
        const actual = await engine.columns(table.name);
        const lacking = missingParts(table, actual);
        const different = differences.get(table.name) ?? [];
        if (actual === null || lacking.length + different.length > 0) reject(table, [...lacking, ...different]);
        else accept(table, actual);
        if (different.length === 0) missing.push(...lacking);
      }
      await engine.registerEntities([...verified.values()].map((table) => entitySchemaOf(table, engine.dialect())));
      return { applied, missing, different: [...differences.values()].flat() };
    },
  };
}
