import type { Clock, Component, ComponentContext, ComponentEntry, ComponentState, Logger } from '../contract/index.js';
import type { CallsInFlight } from '../calls/calls-in-flight.js';
import type { ServiceRegistry } from '../registry/service-registry.js';
import type { ComponentRecord } from './component-record.js';
import { startComponent } from './start-component.js';
import { stopComponent } from './stop-component.js';
import { unmetNeeds, waitingReason } from './waiting-reason.js';

export interface ComponentHost {
  readonly records: readonly ComponentRecord[];
  add(entries: readonly ComponentEntry[]): Promise<void>;
  stop(drainMs: number): Promise<void>;
}

export interface ComponentHostOptions {
  readonly registry: ServiceRegistry;
  readonly inFlight: CallsInFlight;
  readonly clock: Clock;
  readonly log: Logger;
  /** A component that has not started after this many milliseconds has failed. */
  readonly startLimitMs: number;
  contextOf(component: Component): Omit<ComponentContext, 'settings'>;
}

/** Starts components as their needs are met, in parallel where they can, and stops them in reverse order. */
export function createComponentHost(options: ComponentHostOptions): ComponentHost {
  const { registry, inFlight, clock, log, startLimitMs, contextOf } = options;
  const records: ComponentRecord[] = [];
  /** In the order in which they came to run. */
  const started: ComponentRecord[] = [];
  const starting = new Set<Promise<void>>();
  let stopping: Promise<void> | undefined;

  function enter(record: ComponentRecord, state: ComponentState, reason?: string): void {
    record.state = state;
    record.reason = reason;
    record.since = clock.now();
  }

  function fail(record: ComponentRecord, thrown: unknown): void {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    enter(record, 'failed', reason);
    const component = record.component.name;
    log.error({ component, err: thrown }, `${component} failed: ${reason}`);
  }

  function startWhatCan(): void {
    if (stopping !== undefined) return;
    for (const record of records) {
      if (record.state !== 'waiting') continue;
      try {
        if (unmetNeeds(record.component, registry).length > 0) continue;
      } catch (thrown) {
        fail(record, thrown);
        continue;
      }
      const launched = launch(record).finally(() => {
        starting.delete(launched);
        startWhatCan();
      });
      starting.add(launched);
    }
  }

  async function launch(record: ComponentRecord): Promise<void> {
    const { component, rawSettings } = record;
    enter(record, 'starting');
    try {
      const context = contextOf(component);
      const made = await startComponent({
        component,
        rawSettings,
        context,
        clock,
        limitMs: startLimitMs,
        log: context.log,
      });
      record.running = made.running;
      record.providers = made.providers;
      record.health = made.running.health === undefined ? { status: 'up' } : undefined;
      enter(record, 'running');
      started.push(record);
      for (const provider of made.providers) registry.register(provider);
    } catch (thrown) {
      fail(record, thrown);
    }
  }

  async function settle(): Promise<void> {
    while (starting.size > 0) await Promise.all(starting);
    for (const record of records) {
      if (record.state !== 'waiting') continue;
      const reason = waitingReason(record.component, records, registry);
      if (reason !== record.reason)
        log.warn({ component: record.component.name }, `${record.component.name} ${reason}`);
      record.reason = reason;
    }
  }

  /** After the `ready` of those it needs: what they offer may only be whole then. */
  function makeReady(record: ComponentRecord): Promise<void> {
    record.readiness ??= (async () => {
      const needed = started.filter(
        (other) =>
          other !== record &&
          record.component.needs.some((need) => !need.optional && provides(other, need.contract.id)),
      );
      await Promise.all(needed.map(makeReady));
      if (record.state !== 'running') return;
      try {
        await record.running?.ready?.();
      } catch (thrown) {
        await stopComponent(record, { registry, inFlight, clock, log, drainMs: 0 });
        fail(record, thrown);
      }
    })();
    return record.readiness;
  }

  async function stopAll(drainMs: number): Promise<void> {
    while (starting.size > 0) await Promise.all(starting);
    const until = clock.now() + drainMs;
    for (const record of started.toReversed()) {
      if (record.state !== 'running') continue;
      enter(record, 'stopping');
      await stopComponent(record, { registry, inFlight, clock, log, drainMs: Math.max(0, until - clock.now()) });
      enter(record, 'stopped');
    }
    for (const record of records) if (record.state === 'waiting') enter(record, 'stopped');
  }

  return {
    records,
    async add(entries) {
      for (const { component, settings } of entries) {
        const taken = records.some((other) => other.component.name === component.name && other.state !== 'stopped');
        const record = newRecord(component, settings, clock.now());
        records.push(record);
        if (taken) fail(record, new Error(`another component is named ${component.name}; names must differ`));
        if (stopping !== undefined) enter(record, 'stopped', 'the service manager is stopping');
      }
      startWhatCan();
      await settle();
      if (stopping === undefined) await Promise.all(started.map(makeReady));
    },
    stop(drainMs) {
      stopping ??= stopAll(drainMs);
      return stopping;
    },
  };
}

function provides({ providers }: ComponentRecord, contractId: string): boolean {
  return providers.some(({ contract }) => contract.id === contractId);
}

function newRecord(component: Component, rawSettings: unknown, since: number): ComponentRecord {
  return {
    component,
    rawSettings,
    state: 'waiting',
    reason: undefined,
    since,
    running: undefined,
    providers: [],
    health: undefined,
    readiness: undefined,
  };
}
