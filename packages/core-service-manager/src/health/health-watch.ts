import type { Clock, Health, Logger } from '../contract/index.js';
import type { ComponentRecord } from '../components/component-record.js';
import { checkHealth } from './check-health.js';

/** Components are asked how they are this often. */
export const HEALTH_INTERVAL_MS = 5_000;

export interface HealthWatch {
  /** To be called when a component has come to run: the watch sleeps while there is nobody to ask. */
  wake(): void;
  /** Asks one now; the answer is kept in the record. */
  ask(record: ComponentRecord): Promise<Health>;
  stop(): void;
}

/** Asks running components every few seconds and logs each change. */
export function createHealthWatch(records: readonly ComponentRecord[], clock: Clock, log: Logger): HealthWatch {
  let cancel: (() => void) | undefined;
  let stopped = false;

  async function ask(record: ComponentRecord): Promise<Health> {
    const { running, state, name } = record;
    if (running === undefined || state !== 'running') {
      return { status: 'down', reason: record.reason ?? `it is ${state}` };
    }
    const health = await checkHealth(running, clock);
    const before = record.health?.status ?? 'up';
    if (record.running !== running) return health;
    record.health = health;
    if (health.status === before) return health;
    if (health.status === 'up') log.info({ component: name }, `${name} is up again`);
    else log.warn({ component: name, reason: health.reason }, `${name} is ${health.status}: ${health.reason}`);
    return health;
  }

  function asked(): readonly ComponentRecord[] {
    return records.filter(({ state, running }) => state === 'running' && running?.health !== undefined);
  }

  /** The next one waits for the answers of this one, so that a slow component is asked once at a time. */
  async function round(): Promise<void> {
    await Promise.all(asked().map(ask));
    cancel = undefined;
    wake();
  }

  function wake(): void {
    if (stopped || cancel !== undefined || asked().length === 0) return;
    cancel = clock.after(HEALTH_INTERVAL_MS, () => void round());
  }

  return {
    wake,
    ask,
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
