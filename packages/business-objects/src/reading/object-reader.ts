import type { Condition } from '@caruso/storage-manager/contract';
import { comparison, allOf } from '../columns/conditions.js';
import type { RowFilter } from '../columns/conditions.js';
import { keyParts } from '../contract/index.js';
import type { ClassModel } from '../model/class-model.js';
import { stored } from '../tables/table-definition.js';
import { unavailableClass } from '../tables/table-gate.js';
import type { StorageService, TableGate } from '../tables/table-gate.js';
import { toObjectRow } from './object-row.js';
import type { ObjectRow } from './object-row.js';

export interface Page {
  readonly orderBy: readonly { readonly attribute: string; readonly direction: 'asc' | 'desc' }[];
  readonly limit: number;
  readonly offset: number;
}

/** Rows of a class, whoever asks: rights come in as part of the filter. */
export interface ObjectReader {
  rows(model: ClassModel, filter: RowFilter, page: Page): Promise<readonly ObjectRow[]>;
  count(model: ClassModel, filter: RowFilter): Promise<number>;
  byKey(model: ClassModel, key: string, filter?: RowFilter): Promise<ObjectRow | null>;
}

export function createObjectReader(storage: StorageService, gate: TableGate): ObjectReader {
  const guarded = async <T>(model: ClassModel, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      throw unavailableClass(model, thrown);
    }
  };
  const reader: ObjectReader = {
    async rows(model, filter, page) {
      const table = await gate.open(model);
      if (filter === false) return [];
      const columns = [
        ...new Set([
          ...stored(model).map((attribute) => attribute.column ?? ''),
          ...(table.versioned ? ['version'] : []),
        ]),
      ];
      const rows = await guarded(model, () =>
        storage.select({
          store: model.store,
          table: model.table,
          columns,
          ...whereOf(filter),
          orderBy: orderOf(model, page),
          limit: page.limit,
          offset: page.offset,
        }),
      );
      return rows.map((row) => toObjectRow(model, table, row));
    },
    async count(model, filter) {
      await gate.open(model);
      if (filter === false) return 0;
      return guarded(model, () => storage.count({ store: model.store, table: model.table, ...whereOf(filter) }));
    },
    async byKey(model, key, filter = true) {
      const found = await reader.rows(model, allOf([keyFilter(model, key), filter]), {
        orderBy: [],
        limit: 1,
        offset: 0,
      });
      return found[0] ?? null;
    },
  };
  return reader;
}

function whereOf(filter: Condition | true): { where?: Condition } {
  return filter === true ? {} : { where: filter };
}

/** The key comes last, so that pages do not overlap. */
function orderOf(model: ClassModel, page: Page): { column: string; direction: 'asc' | 'desc' }[] {
  const named = [
    ...page.orderBy,
    ...model.key
      .filter((key) => page.orderBy.every((order) => order.attribute !== key))
      .map((attribute) => ({ attribute, direction: 'asc' as const })),
  ];
  return named.flatMap(({ attribute, direction }) => {
    const column = model.attributes.get(attribute)?.column;
    return column ? [{ column, direction }] : [];
  });
}

/** The row of a key; no row for text that is no key of this class. */
export function keyFilter(model: ClassModel, key: string): RowFilter {
  let parts: readonly string[];
  try {
    parts = keyParts(key);
  } catch {
    return false; // not percent-encoded: nobody has made such a key
  }
  if (model.key.length === 0 || parts.length !== model.key.length) return false;
  return allOf(
    model.key.map((name, index) => {
      const attribute = model.attributes.get(name);
      const part = parts[index] ?? '';
      return attribute && part !== '' ? comparison(attribute, '=', part) : false;
    }),
  );
}
