import { CarusoError } from '../contract/index.js';
import type { ComponentEntry, DrainOptions, Replacement, ReplacementReport } from '../contract/index.js';
import { enter } from '../components/component-record.js';
import type { ComponentRecord } from '../components/component-record.js';
import { withdraw } from '../components/host-context.js';
import type { HostContext } from '../components/host-context.js';
import { stopComponent } from '../components/stop-component.js';
import { replaceComponent } from './replace-component.js';

const DRAIN_MS = 30_000;

/** Changes of what runs, one at a time for each name; `conflict` for a second one. */
export interface ReplacementDesk {
  replace(name: string, replacement: Replacement, options?: DrainOptions): Promise<ReplacementReport>;
  rollback(name: string, options?: DrainOptions): Promise<ReplacementReport>;
  remove(name: string, options?: DrainOptions): Promise<ReplacementReport>;
  /** Adds one and answers when it runs or waits; `refused` with the reason when it fails, and nothing is left of it. */
  install(entry: ComponentEntry): Promise<ReplacementReport>;
  /** Throws what a change of that name would be refused with at once: `not-found` or `conflict`. */
  check(name: string): void;
  /** Whether there is one of that name in this process. */
  has(name: string): boolean;
  /** Whether the instance runs in a process of its own, or is to. */
  runsInOwnProcess(name: string): boolean;
  /** Until no change is under way. */
  idle(): Promise<void>;
}

export interface DeskHooks {
  add(entries: readonly ComponentEntry[]): Promise<void>;
  /** Tells those that wait anew for whom. */
  settle(): Promise<void>;
}

export function createReplacementDesk(host: HostContext, { add, settle }: DeskHooks): ReplacementDesk {
  const { records, started, clock, log, stopping } = host;
  const underWay = new Map<string, Promise<unknown>>();

  /** No second change of a name while one is under way. */
  function checkAlone(name: string): void {
    if (stopping.aborted) throw new CarusoError('conflict', 'The service manager is stopping');
    if (underWay.has(name)) {
      throw new CarusoError('conflict', `${name} is being changed already; wait until that is done`, { name });
    }
  }

  async function alone<T>(name: string, change: () => Promise<T>): Promise<T> {
    checkAlone(name);
    const changing = change();
    underWay.set(name, changing);
    try {
      return await changing;
    } finally {
      underWay.delete(name);
    }
  }

  function find(name: string): ComponentRecord {
    const named = records.filter((record) => record.name === name);
    const found = named.find(({ state }) => state === 'running') ?? named[0];
    if (found === undefined) {
      const names = records.map((record) => record.name).join(', ');
      throw new CarusoError('not-found', `No component is named ${name}; there are ${names}`, { name });
    }
    if (found.state === 'starting') {
      throw new CarusoError('conflict', `${name} is still starting; wait until it runs`, { name });
    }
    return found;
  }

  return {
    replace: (name, { component, source, ...given }, { drainMs = DRAIN_MS } = {}) =>
      alone(name, async () => {
        const old = find(name);
        const settings = 'settings' in given ? given.settings : old.installed.settings;
        const ownProcess = given.ownProcess ?? old.installed.ownProcess;
        return replaceComponent(old, { component, settings, source, ownProcess }, drainMs, host);
      }),
    rollback: (name, { drainMs = DRAIN_MS } = {}) =>
      alone(name, async () => {
        const old = find(name);
        if (old.previous === undefined) {
          throw new CarusoError('conflict', `${name} was not replaced since the start: there is nothing to roll back`, {
            name,
          });
        }
        return replaceComponent(old, old.previous, drainMs, host);
      }),
    remove: (name, { drainMs = DRAIN_MS } = {}) =>
      alone(name, async () => {
        const old = find(name);
        const began = clock.now();
        const running = old.running !== undefined;
        enter(old, 'stopping', clock);
        const stuck = running ? await stopComponent(old, drainMs, host) : [];
        withdraw(old, records);
        withdraw(old, started);
        await settle();
        log.info({ component: name, version: old.component.version }, `${name} was removed`);
        const from = old.component.version;
        return { name, from, to: null, startMs: 0, drainMs: clock.now() - began, handedOver: [], stuck: [...stuck] };
      }),
    install: (entry) => {
      const name = entry.name ?? entry.component.name;
      return alone(name, async () => {
        if (records.some((record) => record.name === name)) {
          throw new CarusoError('conflict', `A component is named ${name} already; give this one another name`, {
            name,
          });
        }
        const began = clock.now();
        await add([entry]);
        const made = records.find((record) => record.name === name);
        if (made?.state === 'failed') {
          withdraw(made, records);
          const { reason = '' } = made;
          throw new CarusoError('refused', `${name} was not put in service: ${reason}`, { name, reason });
        }
        const to = made?.component.version ?? null;
        return { name, from: null, to, startMs: clock.now() - began, drainMs: 0, handedOver: [], stuck: [] };
      });
    },
    check(name) {
      checkAlone(name);
      find(name);
    },
    has: (name) => records.some((record) => record.name === name),
    runsInOwnProcess: (name) => records.some((record) => record.name === name && record.installed.ownProcess),
    async idle() {
      while (underWay.size > 0) await Promise.allSettled(underWay.values());
    },
  };
}
