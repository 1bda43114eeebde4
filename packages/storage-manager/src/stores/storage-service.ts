import { CarusoError } from '@caruso/core-service-manager/contract';
import type { ImplementationOf } from '@caruso/core-service-manager/contract';
import type { Storage } from '../contract/index.js';
import { defineTable } from '../definitions/defined-table.js';
import type { EventLogEngine } from '../events/event-log.js';
import { compileCount } from '../statements/compile-select.js';
import type { Worker } from '../tasks/worker.js';
import type { TaskStore } from '../tasks/task-store.js';
import type { KeptDefinitions } from '../definitions/kept-definitions.js';
import type { Store } from './store.js';
import type { Stores } from './stores.js';

export interface StorageServiceOptions {
  readonly stores: Stores;
  readonly events: EventLogEngine;
  readonly tasks: TaskStore;
  readonly worker: Worker;
  readonly definitions: KeptDefinitions;
}

const reserved = new Set(['caruso_event', 'caruso_task']);

export function createStorageService({
  stores,
  events,
  tasks,
  worker,
  definitions,
}: StorageServiceOptions): ImplementationOf<typeof Storage> {
  /** Defines again what was defined before storage was replaced or its process was started again. */
  async function recall(store: Store, tables: readonly string[]): Promise<Store> {
    for (const name of tables) {
      if (store.knows(name)) continue;
      const kept = definitions.find(store.name, name);
      if (kept !== undefined) await store.define([defineTable(kept)]);
    }
    return store;
  }

  return {
    stores: async () => stores.all().map((store) => store.info()),

    async define(input) {
      const store = stores.named(input.store);
      const taken = store === stores.own ? input.tables.find((table) => reserved.has(table.name)) : undefined;
      if (taken)
        throw new CarusoError('invalid', `${taken.name} is kept by the storage manager itself; choose another name`, {
          table: taken.name,
        });
      const applied = await store.define(input.tables.map(defineTable));
      await definitions.keep(store.name, input.tables);
      return { applied: [...applied] };
    },

    async columns({ store, table }) {
      const columns = await stores.named(store).use((engine) => engine.columns(table));
      return columns === null ? null : columns.map((column) => ({ ...column }));
    },

    async select({ store: name, table, ...query }) {
      const store = await recall(stores.named(name), [table]);
      return store.read((session) => session.select(store.table(table), query));
    },

    async count({ store: name, table, where }) {
      const store = await recall(stores.named(name), [table]);
      return store.use(async (engine) => {
        const { rows } = await engine.read(compileCount(store.table(table), where, engine.dialect()));
        return Number(rows[0]?.['n']);
      });
    },

    async write(input) {
      const store = stores.named(input.store);
      if (store !== stores.own && (input.tasks.length > 0 || input.events.length > 0)) {
        throw new CarusoError('invalid', `Tasks and events are written with the store own, not with ${input.store}`, {
          store: input.store,
        });
      }
      await recall(
        store,
        input.steps.map((step) => step.table),
      );
      const written = await store.transaction(async (session) => {
        const affected: number[] = [];
        for (const step of input.steps) affected.push(await session.apply(store.table(step.table), step));
        await tasks.addWithin(session, input.tasks);
        // Last, because it holds back all other writers of events until the end of the transaction.
        return { affected, events: await events.addWithin(session, input.events) };
      });
      events.published(written.events);
      if (input.tasks.length > 0) worker.wake();
      return { affected: written.affected };
    },
  };
}
