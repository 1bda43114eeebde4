import { CarusoError } from '@caruso/core-service-manager/contract';
import type { ImplementationOf } from '@caruso/core-service-manager/contract';
import type { Storage } from '../contract/index.js';
import type { WrappedStore } from './wrapped-store.js';

type Service = ImplementationOf<typeof Storage>;

/** The storage service over databases, with the stores of wrapped systems beside them. */
export function routeRecords(databases: Service, wrapped: ReadonlyMap<string, WrappedStore>): Service {
  if (wrapped.size === 0) return databases;
  return {
    async stores(input, call) {
      const infos = await Promise.all([...wrapped.values()].map((store) => store.info()));
      return [...(await databases.stores(input, call)), ...infos];
    },
    async define(input, call) {
      const store = wrapped.get(input.store);
      if (!store) return databases.define(input, call);
      await store.define(input);
      return { applied: [] };
    },
    async columns(input, call) {
      const store = wrapped.get(input.store);
      if (!store) return databases.columns(input, call);
      const columns = await store.columns(input.table);
      return columns?.map((column) => ({ ...column, databaseType: column.type })) ?? null;
    },
    async select(input, call) {
      return wrapped.get(input.store)?.select(input) ?? databases.select(input, call);
    },
    async count(input, call) {
      return wrapped.get(input.store)?.count(input) ?? databases.count(input, call);
    },
    async write(input, call) {
      const store = wrapped.get(input.store);
      if (!store) return databases.write(input, call);
      if (input.tasks.length > 0 || input.events.length > 0) {
        throw new CarusoError('invalid', `Tasks and events are written with the store own, not with ${input.store}`, {
          store: input.store,
        });
      }
      return { affected: await store.write(input) };
    },
  };
}
