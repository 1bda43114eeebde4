import 'reflect-metadata';
import { join } from 'node:path';
import { ServiceDirectory, defineComponent, provide } from '@caruso/core-service-manager/contract';
import type { ComponentContext, Health } from '@caruso/core-service-manager/contract';
import { Container } from 'inversify';
import type { ServiceIdentifier } from 'inversify';
import { DurableTasks, EventLog, Storage, recordStore, storageSettingsSchema } from './contract/index.js';
import type { DatabaseSettings, StorageSettings } from './contract/index.js';
import { openKeptDefinitions } from './definitions/kept-definitions.js';
import { createEventLog } from './events/event-log.js';
import type { EventLogEngine } from './events/event-log.js';
import { routeRecords } from './records/route-records.js';
import { createWrappedStore } from './records/wrapped-store.js';
import type { WrappedStore } from './records/wrapped-store.js';
import { createOwnTables } from './stores/own-tables.js';
import { createStorageService } from './stores/storage-service.js';
import { createStores } from './stores/stores.js';
import type { Stores } from './stores/stores.js';
import { claimLeaseOwner } from './tasks/lease-owner.js';
import { createDurableTasks } from './tasks/durable-tasks.js';
import { createSettledTasks } from './tasks/settled-tasks.js';
import type { SettledTasks } from './tasks/settled-tasks.js';
import { createTaskStore } from './tasks/task-store.js';
import type { TaskStore } from './tasks/task-store.js';
import { createWorker } from './tasks/worker.js';
import type { Worker } from './tasks/worker.js';

type Context = ComponentContext<StorageSettings>;

const ids = {
  stores: Symbol.for('caruso.storage.stores') as ServiceIdentifier<Stores>,
  events: Symbol.for('caruso.storage.events') as ServiceIdentifier<EventLogEngine>,
  tasks: Symbol.for('caruso.storage.tasks') as ServiceIdentifier<TaskStore>,
  settled: Symbol.for('caruso.storage.settled') as ServiceIdentifier<SettledTasks>,
  worker: Symbol.for('caruso.storage.worker') as ServiceIdentifier<Worker>,
};

function databasesOf({ stores }: StorageSettings): Readonly<Record<string, DatabaseSettings>> {
  return Object.fromEntries(
    Object.entries(stores).flatMap(([name, { url, ...more }]) => (url === undefined ? [] : [[name, { ...more, url }]])),
  );
}

function wrappedStores(context: Context): ReadonlyMap<string, WrappedStore> {
  const directory = context.use(ServiceDirectory);
  const stores = Object.entries(context.settings.stores).flatMap(([name, { wrapper }]) => {
    if (wrapper === undefined) return [];
    const records = context.use(recordStore(wrapper));
    const services = () => directory.list({});
    return [createWrappedStore({ name, wrapper, records, services, now: () => context.clock.now() })];
  });
  return new Map(stores.map((store) => [store.name, store]));
}

/** What is amiss with the databases, and which wrapped systems did not answer. */
function healthOf(databases: Health, wrapped: Iterable<WrappedStore>): Health {
  const away = [...wrapped].flatMap((store) => store.problem() ?? []);
  if (away.length === 0) return databases;
  return { status: 'degraded', reason: [...('reason' in databases ? [databases.reason] : []), ...away].join('; ') };
}

function wire(context: Context, owner: string): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  const { clock, log } = context;
  const newId = () => context.newId();
  const own = () => container.get(ids.stores).own;
  container.bind(ids.settled).toResolvedValue(createSettledTasks);
  container.bind(ids.events).toResolvedValue(() => createEventLog({ own, clock, newId }));
  container.bind(ids.tasks).toResolvedValue(() => createTaskStore({ own, clock, newId }));
  container.bind(ids.worker).toResolvedValue(
    (tasks: TaskStore, settled: SettledTasks) =>
      createWorker({
        tasks,
        invoke: context.invoke,
        clock,
        log,
        random: Math.random,
        owner,
        onSettled: (task) => settled.publish(task),
      }),
    [ids.tasks, ids.settled],
  );
  container.bind(ids.stores).toResolvedValue(
    (events: EventLogEngine, tasks: TaskStore) =>
      createStores({
        databases: databasesOf(context.settings),
        others: Object.keys(context.settings.stores).filter((name) => context.settings.stores[name]?.url === undefined),
        environment: process.env,
        appDir: context.appDir,
        dataDir: context.dataDir,
        clock,
        log,
        async prepareOwn(engine) {
          await createOwnTables(engine);
          await events.prepare(engine);
          await tasks.prepare(engine);
        },
      }),
    [ids.events, ids.tasks],
  );
  return container;
}

/** Stores, event log and durable tasks. Fails to start only when the settings are wrong or the own store cannot be used. */
export default defineComponent({
  name: 'storage-manager',
  version: '0.1.0',
  summary: 'Stores behind which any database may be, event log and durable tasks',
  provides: [Storage, EventLog, DurableTasks],
  needs: [],
  settings: storageSettingsSchema,
  async start(context) {
    const owner = await claimLeaseOwner(context.dataDir);
    const definitions = await openKeptDefinitions(join(context.dataDir, 'definitions.json'));
    const container = wire(context, owner.id);
    const stores = container.get(ids.stores);
    const events = container.get(ids.events);
    const tasks = container.get(ids.tasks);
    const worker = container.get(ids.worker);
    const settled = container.get(ids.settled);
    const stopping = new AbortController();
    const wrapped = wrappedStores(context);
    try {
      await stores.start();
    } catch (thrown) {
      owner.release();
      throw thrown;
    }
    return {
      provisions: [
        provide(Storage, routeRecords(createStorageService({ stores, events, tasks, worker, definitions }), wrapped)),
        provide(EventLog, events.implementation),
        provide(
          DurableTasks,
          createDurableTasks({ own: () => stores.own, tasks, worker, settled, stopping: stopping.signal }),
        ),
      ],
      health: async () => healthOf(stores.health(), wrapped.values()),
      ready: async () => {
        if (context.settings.work) await worker.start();
      },
      async stop() {
        await worker.stop();
        stopping.abort();
        events.stop();
        await stores.stop();
        owner.release();
      },
    };
  },
});
