import type { Clock } from '@caruso/core-service-manager/contract';
import { Stopped } from '../delivery/delivery.js';

/** A sleep that can be cut short, and that ends for good when the component stops. */
export interface Wake {
  readonly stopped: boolean;
  /** Until the time is over or somebody rings. */
  rest(ms: number): Promise<void>;
  /** The whole time. Rejects with `Stopped` when the component stops. */
  wait(ms: number): Promise<void>;
  ring(): void;
  stop(): void;
}

export function wake(clock: Clock): Wake {
  let stopped = false;
  let rung = false;
  const sleepers = new Set<() => void>();
  const bell = new Set<() => void>();
  const sleep = (ms: number, ringable: boolean): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        cancel();
        sleepers.delete(end);
        bell.delete(end);
        resolve();
      };
      const cancel = clock.after(ms, end);
      sleepers.add(end);
      if (ringable) bell.add(end);
    });
  return {
    get stopped() {
      return stopped;
    },
    rest: async (ms) => {
      if (!stopped && !rung) await sleep(ms, true);
      rung = false;
    },
    wait: async (ms) => {
      if (!stopped) await sleep(ms, false);
      if (stopped) throw new Stopped('The file drop stops.');
    },
    ring: () => {
      rung = true;
      for (const end of bell) end();
    },
    stop: () => {
      stopped = true;
      for (const end of sleepers) end();
    },
  };
}
