import { asCarusoError, CarusoError } from '@caruso/core-service-manager/contract';
import type { ServiceOf } from '@caruso/core-service-manager/contract';
import type { Storage } from '@caruso/storage-manager/contract';
import type { ClassModel, Model } from '../model/class-model.js';
import { frozenTable, managedTable, stored } from './table-definition.js';
import type { ClassTable } from './table-definition.js';

export type StorageService = ServiceOf<typeof Storage>;

/** Makes each class's table known to its store before first use, again and again while the store is down. */
export interface TableGate {
  /** Throws `unavailable`, naming class and store, while the table cannot be used. */
  open(model: ClassModel): Promise<ClassTable>;
  /** Classes whose table could not be opened when it was last tried, with the reason. */
  closed(): ReadonlyMap<string, string>;
}

export function createTableGate(storage: StorageService, classes: Model): TableGate {
  const opened = new Map<string, Promise<ClassTable>>();
  const reasons = new Map<string, string>();
  return {
    open(model) {
      const known = opened.get(model.name);
      if (known) return known;
      const opening = openTable(storage, model, classes).then(
        (table) => {
          reasons.delete(model.name);
          return table;
        },
        (thrown: unknown) => {
          opened.delete(model.name);
          const error = unavailableClass(model, thrown);
          reasons.set(model.name, error.message);
          throw error;
        },
      );
      opened.set(model.name, opening);
      return opening;
    },
    closed: () => reasons,
  };
}

async function openTable(storage: StorageService, model: ClassModel, classes: Model): Promise<ClassTable> {
  const store = (await storage.stores({})).find((info) => info.name === model.store);
  if (!store) throw new CarusoError('unavailable', `there is no store "${model.store}"`);
  const managed = store.schema === 'managed';
  const columns = managed ? null : await storage.columns({ store: model.store, table: model.table });
  if (!managed && columns === null) throw new CarusoError('unavailable', `there is no table ${model.table} in it`);
  const nullable = managed
    ? stored(model).map((attribute) => attribute.column ?? '')
    : (columns ?? []).filter((column) => column.nullable).map((column) => column.name);
  const table: ClassTable = {
    managed,
    versioned: model.kind === 'table' && (model.versioned ?? managed),
    audited: model.audited ?? managed,
    nullable: new Set(nullable),
  };
  await storage.define({
    store: model.store,
    tables: [managed ? managedTable(model, classes, table) : frozenTable(model, classes, table)],
  });
  return table;
}

/** An error of the store below as the class's caller should read it. What is not about the store passes as it is. */
export function unavailableClass(model: ClassModel, thrown: unknown): CarusoError {
  const error = asCarusoError(thrown);
  const about = { class: model.name, store: model.store };
  if (error.code === 'cancelled' || error.details['class'] !== undefined) return error;
  if (error.code === 'internal' || isAnswerOfSystem(error))
    return new CarusoError(error.code, error.message, { ...error.details, ...about }, { cause: error });
  return new CarusoError(
    'unavailable',
    `${model.name} cannot be reached now: store "${model.store}" (${error.message})`,
    { ...error.details, ...about },
    { cause: error },
  );
}

/** A wrapped system is there and says why not: nothing that waiting would mend. */
function isAnswerOfSystem({ code, details }: CarusoError): boolean {
  return code === 'refused' || code === 'overloaded' || (code === 'invalid' && details['kind'] === 'wrong-request');
}
