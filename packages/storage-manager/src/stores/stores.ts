import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Clock, Health, Logger } from '@caruso/core-service-manager/contract';
import { storeSettingsSchema } from '../contract/index.js';
import type { DatabaseSettings } from '../contract/index.js';
import type { Engine } from '../engines/engine.js';
import { storeAddress } from './store-address.js';
import type { Surroundings } from './store-address.js';
import { createStore } from './store.js';
import type { Store } from './store.js';

export const ownStoreName = 'own';
const ownUrl = 'sqlite:own.db';
/** How long the start waits for stores of others; they go on connecting behind it. */
const startPatienceMs = 2_000;

export interface Stores {
  readonly own: Store;
  all(): readonly Store[];
  /** Throws `invalid` naming the store. */
  named(name: string): Store;
  /** Rejects when the own store cannot be used; every other store may be down. */
  start(): Promise<void>;
  health(): Health;
  stop(): Promise<void>;
}

export interface StoresOptions extends Surroundings {
  /** By name. */
  readonly databases: Readonly<Record<string, DatabaseSettings>>;
  /** Names of other stores, for messages. */
  readonly others: readonly string[];
  readonly clock: Clock;
  readonly log: Logger;
  /** Runs when the own store is connected. */
  readonly prepareOwn: (engine: Engine) => Promise<void>;
}

/** Throws `invalid` with all mistakes in the settings at once. */
export function createStores(options: StoresOptions): Stores {
  const configured = {
    [ownStoreName]: { ...storeSettingsSchema.parse({ url: ownUrl }), url: ownUrl },
    ...options.databases,
  };
  const problems: string[] = options.others.includes(ownStoreName)
    ? ['stores.own: must be a database, because events and tasks are kept in it']
    : [];
  const stores = new Map<string, Store>();
  for (const [name, settings] of Object.entries(configured)) {
    const isOwn = name === ownStoreName;
    if (isOwn && (settings.schema !== 'managed' || settings.access !== 'read-write')) {
      problems.push('stores.own: must be managed and read-write, because events and tasks are kept in it');
      continue;
    }
    const outcome = storeAddress(name, settings, options);
    if ('problem' in outcome) {
      problems.push(outcome.problem);
      continue;
    }
    const { clock, log } = options;
    const prepare = isOwn ? { prepare: options.prepareOwn } : {};
    stores.set(name, createStore({ name, settings, address: outcome.address, clock, log, ...prepare }));
  }
  const own = stores.get(ownStoreName);
  if (problems.length > 0 || !own) throw new CarusoError('invalid', problems.join('\n'), { problems });

  const all = () => [...stores.values()];
  const others = () => all().filter((store) => store !== own);
  return {
    own,
    all,
    named(name) {
      const store = stores.get(name);
      if (store) return store;
      throw new CarusoError('invalid', `There is no store ${name}; there are ${[...stores.keys()].join(', ')}`, {
        store: name,
      });
    },
    async start() {
      const connecting = Promise.all(others().map((store) => store.connect()));
      await own.connect();
      const { state, reason } = own.info();
      if (state === 'down') {
        await Promise.all(all().map((store) => store.stop()));
        throw new CarusoError('unavailable', reason ?? `${own.label} cannot be used`, { store: ownStoreName });
      }
      let cancel = () => {};
      await Promise.race([
        connecting,
        new Promise<void>((resolve) => (cancel = options.clock.after(startPatienceMs, resolve))),
      ]);
      cancel();
    },
    health() {
      const reasons = all().flatMap((store) => [
        ...(store.info().reason === undefined ? [] : [store.info().reason ?? '']),
        ...store.problems(),
      ]);
      return reasons.length === 0 ? { status: 'up' } : { status: 'degraded', reason: reasons.join('; ') };
    },
    async stop() {
      // The own store last: what ends in the others may still write to it.
      await Promise.all(others().map((store) => store.stop()));
      await own.stop();
    },
  };
}
