import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { tableDefinitionSchema } from '../contract/index.js';
import type { TableDefinition } from '../contract/index.js';

/** Store to table to definition. */
const fileSchema = z.record(z.string(), z.record(z.string(), tableDefinitionSchema));

/** The definitions of tables as they were last made, on disk. */
export interface KeptDefinitions {
  find(store: string, table: string): TableDefinition | undefined;
  /** Durable when it resolves. */
  keep(store: string, tables: readonly TableDefinition[]): Promise<void>;
}

/**
 * Components define their tables when they start. One that goes on while storage is replaced, or while its process is started again, does
 * not start again: what it defined is found here. A file that cannot be read is begun anew; the next starts of the components fill it.
 */
export async function openKeptDefinitions(file: string): Promise<KeptDefinitions> {
  let kept = await read(file);
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    await writeFile(`${file}.new`, JSON.stringify(kept), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  return {
    find: (store, table) => kept[store]?.[table],
    keep(store, tables) {
      const before = kept[store] ?? {};
      const changed = tables
        .map((table) => tableDefinitionSchema.parse(table))
        .filter((table) => JSON.stringify(table) !== JSON.stringify(before[table.name]));
      if (changed.length > 0) {
        kept = { ...kept, [store]: { ...before, ...Object.fromEntries(changed.map((table) => [table.name, table])) } };
        writing = writing.catch(() => undefined).then(write);
      }
      return writing;
    },
  };
}

async function read(file: string): Promise<z.output<typeof fileSchema>> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return {};
  }
}
