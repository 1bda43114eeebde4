import { CarusoError, asCarusoError } from '@caruso/core-service-manager/contract';
import type { Clock, Logger } from '@caruso/core-service-manager/contract';
import type { StoreInfo, DatabaseSettings } from '../contract/index.js';
import type { DefinedTable } from '../definitions/defined-table.js';
import type { Engine } from '../engines/engine.js';
import { createMutex } from '../locks/mutex.js';
import { createSession } from '../statements/session.js';
import type { Session } from '../statements/session.js';
import { createCatalog } from './catalog.js';
import type { Verification } from './catalog.js';
import { connectionBackOff } from './connection-back-off.js';
import { createEngine } from './create-engine.js';
import type { StoreAddress } from './store-address.js';

export interface StoreOptions {
  readonly name: string;
  readonly settings: DatabaseSettings;
  readonly address: StoreAddress;
  readonly clock: Clock;
  readonly log: Logger;
  /** Runs after each connection, before the store is up. */
  readonly prepare?: (engine: Engine) => Promise<void>;
}

/** One configured store: connected, or down with a reason and trying again by itself. */
export interface Store {
  readonly name: string;
  readonly label: string;
  info(): StoreInfo;
  /** What is wrong although the store may be up: definitions that the database does not meet. */
  problems(): readonly string[];
  /** The first attempt to connect; never rejects, `info` says how it went. */
  connect(): Promise<void>;
  define(tables: readonly DefinedTable[]): Promise<readonly string[]>;
  /** Whether somebody has defined the table, rightly or not. */
  knows(tableName: string): boolean;
  table(name: string): DefinedTable;
  /** The engine for one piece of work. Rejects with `unavailable` while the store is down. */
  use<T>(work: (engine: Engine) => Promise<T>): Promise<T>;
  read<T>(work: (session: Session) => Promise<T>): Promise<T>;
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/**
 * One database that is away must not close the door to the others: the circuit breaker of storage does not count it (`behind`). The store
 * tries to connect again by itself, so asking it once more at once is no use (`retried`).
 */
export const oneOfSeveral = { behind: true, retried: 0 } as const;

type State = { readonly up: true; readonly engine: Engine } | { readonly up: false; readonly reason: string };

export function createStore(options: StoreOptions): Store {
  const { name, settings, address, clock, log } = options;
  const catalog = createCatalog(name);
  const defining = createMutex();
  let state: State = { up: false, reason: `${address.label} is being connected` };
  let problems: readonly string[] = [];
  let attempts = 0;
  let cancelRetry: (() => void) | undefined;
  let connecting: Promise<void> | undefined;
  let stopped = false;

  const additive = settings.schema === 'managed' && settings.access === 'read-write';

  function retryLater(): void {
    if (stopped) return;
    attempts += 1;
    cancelRetry?.();
    cancelRetry = clock.after(connectionBackOff(attempts), () => void connect());
  }

  function markDown(engine: Engine, error: CarusoError): void {
    if (!state.up || state.engine !== engine) return;
    state = { up: false, reason: error.message };
    log.warn({ store: name }, `${error.message}; trying again by itself`);
    engine
      .close()
      .catch((thrown: unknown) =>
        log.debug({ store: name, reason: asCarusoError(thrown).message }, 'closing the lost connection failed'),
      );
    retryLater();
  }

  function connect(): Promise<void> {
    connecting ??= open().finally(() => {
      connecting = undefined;
    });
    return connecting;
  }

  async function open(): Promise<void> {
    let engine: Engine | undefined;
    try {
      engine = await createEngine(address, settings, { clock, onLost: (error) => engine && markDown(engine, error) });
      const opened = engine;
      await opened.open();
      await options.prepare?.(opened);
      await defining.run(async () => {
        await check(opened, catalog.remembered());
        // Still inside: a definition that comes now must find the store up, or be among those just checked.
        if (!stopped) state = { up: true, engine: opened };
      });
      if (stopped) return await opened.close();
      attempts = 0;
      log.info({ store: name }, `${address.label} is connected`);
    } catch (thrown) {
      const { message } = asCarusoError(thrown);
      state = { up: false, reason: message };
      if (attempts === 0) log.warn({ store: name }, message);
      await engine?.close().catch(() => undefined);
      retryLater();
    }
  }

  /** After a connection, for tables that were defined before. */
  async function check(engine: Engine, tables: readonly DefinedTable[]): Promise<void> {
    problems = tables.length === 0 ? [] : shortfalls(await catalog.verify(engine, tables, additive));
    for (const problem of problems) log.error({ store: name }, problem);
  }

  function shortfalls({ missing, different }: Verification): string[] {
    const lacks =
      missing.length > 0
        ? [`${address.label} lacks ${missing.join(', ')}: correct the objects that name them, or the database`]
        : [];
    const differs =
      different.length > 0
        ? [`${address.label} has other types: ${different.join('; ')}. Types are not changed by themselves`]
        : [];
    return [...lacks, ...differs];
  }

  async function use<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
    if (!state.up) throw new CarusoError('unavailable', state.reason, { store: name, ...oneOfSeveral });
    const { engine } = state;
    try {
      return await work(engine);
    } catch (thrown) {
      const error = asCarusoError(thrown);
      if (error.details['connection'] !== 'lost') throw error;
      markDown(engine, error);
      const details = { ...error.details, store: name, ...oneOfSeveral };
      throw new CarusoError(error.code, error.message, details, { cause: error });
    }
  }

  return {
    name,
    label: address.label,
    info: () => ({
      name,
      engine: address.engine,
      schema: settings.schema,
      state: state.up ? 'up' : 'down',
      ...(state.up ? {} : { reason: state.reason }),
    }),
    problems: () => problems,
    connect,
    use,
    knows: (tableName) => catalog.knows(tableName),
    table: (tableName) => catalog.table(tableName),
    define: (tables) =>
      defining.run(async () => {
        if (!state.up) {
          // Compared when it comes up; what is wrong then shows in the health.
          catalog.remember(tables);
          return [];
        }
        const outcome = await use((engine) => catalog.verify(engine, tables, additive));
        const wrong = shortfalls(outcome);
        if (wrong.length > 0) {
          throw new CarusoError('invalid', wrong.join('. '), {
            store: name,
            missing: outcome.missing,
            different: outcome.different,
          });
        }
        return outcome.applied;
      }),
    read: (work) => use((engine) => work(createSession(engine.read, engine.dialect()))),
    transaction: (work) => use((engine) => engine.transaction((run) => work(createSession(run, engine.dialect())))),
    async stop() {
      stopped = true;
      cancelRetry?.();
      await connecting;
      if (!state.up) return;
      const { engine } = state;
      state = { up: false, reason: `${address.label} is closed` };
      await engine
        .checkpoint()
        .catch((thrown: unknown) =>
          log.warn({ store: name, reason: asCarusoError(thrown).message }, 'checkpoint failed'),
        );
      await engine.close();
    },
  };
}
