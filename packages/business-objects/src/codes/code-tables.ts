import type { Clock } from '@caruso/core-service-manager/contract';
import type { Condition } from '@caruso/storage-manager/contract';
import type { Attribute, ClassModel, Code, CodeTable, Model } from '../model/class-model.js';
import { unavailableClass } from '../tables/table-gate.js';
import type { StorageService } from '../tables/table-gate.js';

/** How long codes read from a table are good for, in milliseconds. */
const freshFor = 5 * 60_000;

export interface CodeTables {
  /** The values of a code attribute, inline or from its table; empty for other types. Throws `unavailable`. */
  codesOf(model: ClassModel, attribute: Attribute): Promise<readonly Code[]>;
}

export function createCodeTables(storage: StorageService, clock: Clock, classes: Model): CodeTables {
  const read = new Map<string, { readonly at: number; readonly codes: Promise<readonly Code[]> }>();
  return {
    async codesOf(model, attribute) {
      if (attribute.codes === null) return [];
      if (attribute.codes.kind === 'inline') return attribute.codes.values;
      const { table } = attribute.codes;
      const id = JSON.stringify([model.store, table]);
      const known = read.get(id);
      if (known && clock.now() - known.at < freshFor) return known.codes;
      const codes = readCodes(storage, model.store, table, classes).catch((thrown: unknown) => {
        // What was read before is better than nothing while the store is down.
        if (known) return known.codes;
        read.delete(id);
        throw unavailableClass(model, thrown);
      });
      read.set(id, { at: clock.now(), codes });
      return codes;
    },
  };
}

async function readCodes(
  storage: StorageService,
  store: string,
  table: CodeTable,
  classes: Model,
): Promise<readonly Code[]> {
  await storage.define({ store, tables: [definitionOf(store, table.table, classes)] });
  const where: Condition = {
    all: Object.entries(table.where).map(([column, value]): Condition => ({ column, op: '=', value: String(value) })),
  };
  const rows = await storage.select({ store, table: table.table, where, limit: 10_000 });
  const labels = new Map<string, Record<string, string>>();
  for (const row of rows) {
    const value = String(row[table.value] ?? '').trimEnd();
    const language =
      table.language === null
        ? 'en'
        : String(row[table.language] ?? '')
            .trim()
            .toLowerCase();
    labels.set(value, { ...labels.get(value), [language]: String(row[table.text] ?? '').trimEnd() });
  }
  // No database promises an order, and each has its own for text.
  return [...labels]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, label]) => ({ value, label: { ...label, en: label['en'] ?? value } }));
}

/** One table serves several codes: it is defined with the columns of them all. */
function definitionOf(
  store: string,
  name: string,
  classes: Model,
): { name: string; columns: { name: string; type: 'text' }[]; primaryKey: string[] } {
  const uses = [...classes.values()]
    .filter((model) => model.store === store)
    .flatMap((model) => [...model.attributes.values()])
    .flatMap((attribute) =>
      attribute.codes?.kind === 'table' && attribute.codes.table.table === name ? [attribute.codes.table] : [],
    );
  const keys = new Set(
    uses.flatMap((use) => [...Object.keys(use.where), use.value, ...(use.language === null ? [] : [use.language])]),
  );
  const columns = new Set([...keys, ...uses.map((use) => use.text)]);
  return { name, columns: [...columns].map((column) => ({ name: column, type: 'text' })), primaryKey: [...keys] };
}
