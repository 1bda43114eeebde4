import type { Clock, ComponentEntry } from '../contract/index.js';
import { createReplacementDesk } from '../replacement/replacement-desk.js';
import type { ReplacementDesk } from '../replacement/replacement-desk.js';
import { enter, newRecord } from './component-record.js';
import type { ComponentRecord } from './component-record.js';
import { withinTime } from '../clock/within-time.js';
import { withdraw } from './host-context.js';
import type { HostContext } from './host-context.js';
import { prepareAtOnce, prepareComponent, takesTime } from './prepare-component.js';
import { startComponent } from './start-component.js';
import { stopComponent } from './stop-component.js';
import { unmetNeeds, waitingReason } from './waiting-reason.js';

export interface ComponentHost extends ReplacementDesk {
  readonly records: readonly ComponentRecord[];
  add(entries: readonly ComponentEntry[]): Promise<void>;
  stop(drainMs: number): Promise<void>;
}

export type ComponentHostOptions = Omit<HostContext, 'records' | 'started' | 'stopping' | 'hurry'>;

/** Starts components as their needs are met, in parallel where they can, and stops them in reverse order. */
export function createComponentHost(options: ComponentHostOptions): ComponentHost {
  const giveUp = new AbortController();
  const hurry = new AbortController();
  const records: ComponentRecord[] = [];
  const started: ComponentRecord[] = [];
  const host: HostContext = { ...options, records, started, stopping: giveUp.signal, hurry: hurry.signal };
  const { registry, clock, log, startLimitMs } = host;
  const desk = createReplacementDesk(host, { add, settle });
  /** Configuring or starting now. */
  const starting = new Set<Promise<void>>();
  let stopping: Promise<void> | undefined;

  // A need may also be met by a replacement or a transport: who waits for it starts in the same turn.
  const endWatch = registry.onChange(({ added }) => {
    if (added.length > 0 && startWhatCan()) void settle();
  });

  function fail(record: ComponentRecord, thrown: unknown): void {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    enter(record, 'failed', clock, reason);
    log.error({ component: record.name, err: thrown }, `${record.name} failed: ${reason}`);
  }

  function begin(work: Promise<void>): void {
    const begun = work.finally(() => starting.delete(begun));
    starting.add(begun);
  }

  function prepare(record: ComponentRecord): void {
    if (takesTime(record)) return begin(prepareLonger(record));
    try {
      prepareAtOnce(record);
      enter(record, 'waiting', clock);
    } catch (thrown) {
      fail(record, thrown);
    }
  }

  async function prepareLonger(record: ComponentRecord): Promise<void> {
    try {
      await prepareComponent(record, host);
    } catch (thrown) {
      return fail(record, thrown);
    }
    enter(record, 'waiting', clock);
    startWhatCan();
  }

  /** Whether any began to start. */
  function startWhatCan(): boolean {
    if (stopping !== undefined) return false;
    let some = false;
    for (const record of records) {
      if (record.state !== 'waiting') continue;
      try {
        if (unmetNeeds(record, registry).length > 0) continue;
      } catch (thrown) {
        fail(record, thrown);
        continue;
      }
      some = true;
      enter(record, 'starting', clock);
      begin(launch(record));
    }
    return some;
  }

  async function launch(record: ComponentRecord): Promise<void> {
    try {
      await startComponent(record, host);
    } catch (thrown) {
      return fail(record, thrown);
    }
    enter(record, 'running', clock);
    started.push(record);
    registry.exchange([], record.providers);
  }

  /** Until all that can start have started and are ready. */
  async function settle(): Promise<void> {
    while (starting.size > 0) await Promise.all(starting);
    for (const record of records) {
      if (record.state !== 'waiting') continue;
      const reason = waitingReason(record, records, registry);
      if (reason !== record.reason) log.warn({ component: record.name }, `${record.name} ${reason}`);
      record.reason = reason;
    }
    if (stopping === undefined) await Promise.all(started.map((record) => makeReady(record, [])));
  }

  /** After the `ready` of those it needs: what they offer may only be whole then. Those that wait for this one are not waited for. */
  function makeReady(record: ComponentRecord, waiting: readonly ComponentRecord[]): Promise<void> {
    record.readiness ??= (async () => {
      const path = [...waiting, record];
      const needed = started.filter(
        (other) =>
          !path.includes(other) &&
          record.needs.some((need) => !need.optional && other.provides.some(({ id }) => id === need.contract.id)),
      );
      await Promise.all(needed.map((other) => makeReady(other, path)));
      if (record.state !== 'running') return;
      try {
        await withinTime(
          clock,
          startLimitMs,
          record.running?.ready?.(),
          `was not ready within ${startLimitMs / 1_000} s`,
        );
      } catch (thrown) {
        await stopComponent(record, 0, host);
        withdraw(record, started);
        fail(record, thrown);
      }
    })();
    return record.readiness;
  }

  async function stopAll(drainMs: number): Promise<void> {
    giveUp.abort();
    const cancel = clock.after(drainMs, () => hurry.abort());
    await desk.idle();
    while (starting.size > 0) await Promise.all(starting);
    cancel();
    const until = clock.now() + drainMs;
    for (const record of started.toReversed()) {
      if (record.state !== 'running') continue;
      enter(record, 'stopping', clock);
      await stopComponent(record, Math.max(0, until - clock.now()), host);
      enter(record, 'stopped', clock);
    }
    for (const record of records) if (record.state === 'waiting') enter(record, 'stopped', clock);
    endWatch();
  }

  async function add(entries: readonly ComponentEntry[]): Promise<void> {
    for (const entry of entries) {
      const made = recordOf(entry, clock);
      const taken = records.some(({ name, state }) => name === made.name && state !== 'stopped');
      records.push(made);
      if (stopping !== undefined) enter(made, 'stopped', clock, 'the service manager is stopping');
      else if (taken) fail(made, new Error(`another component is named ${made.name}; names must differ`));
      else prepare(made);
    }
    startWhatCan();
    await settle();
  }

  return {
    ...desk,
    records,
    add,
    stop(drainMs) {
      stopping ??= stopAll(drainMs);
      return stopping;
    },
  };
}

function recordOf({ component, name, rank = 0, ...entry }: ComponentEntry, clock: Clock): ComponentRecord {
  const { settings, source, ownProcess = false } = entry;
  const installed = { component, settings, source, ownProcess };
  return newRecord({ name: name ?? component.name, installed, rank }, clock);
}
