import { FRAME_MILLISECONDS } from '../rtp/g711.js';

/** Called once for every 20 ms step, with the step's number. */
export type Paced = (tick: number) => void;

/** The one clock that paces what all sessions send. */
export interface Pacer {
  /** Calls `paced` at every step from the next one on; adding it twice is adding it once. */
  readonly add: (paced: Paced) => void;
  readonly remove: (paced: Paced) => void;
  /** The number of the step that runs now. */
  readonly tick: () => number;
}

export interface PacerClock {
  /** Monotonic ms. */
  readonly now: () => number;
  /** Calls back once after `delayMs`, possibly later; returns the way to cancel it. */
  readonly after: (delayMs: number, callback: () => void) => () => void;
}

/** Steps made up for after a stall; older ones are skipped, and the timestamps show the gap. */
const MAXIMUM_CATCH_UP = 10;

/**
 * Step n is due at n × 20 ms after the start, whenever the timer really fires: lateness never adds up to drift.
 * Without anyone to pace, no timer runs.
 */
export function createPacer(clock: PacerClock): Pacer {
  const origin = clock.now();
  const members = new Set<Paced>();
  let done = 0;
  let running = false;
  let cancel: (() => void) | undefined;

  const tick = (): number => Math.floor((clock.now() - origin) / FRAME_MILLISECONDS);

  const arm = (): void => {
    const due = origin + (done + 1) * FRAME_MILLISECONDS;
    cancel = clock.after(Math.max(0, due - clock.now()), run);
  };

  const run = (): void => {
    cancel = undefined;
    running = true;
    const current = tick();
    done = Math.max(done, current - MAXIMUM_CATCH_UP);
    while (done < current) {
      done += 1;
      const present = [...members];
      for (const paced of present) if (members.has(paced)) paced(done);
    }
    running = false;
    if (members.size > 0) arm();
  };

  return {
    add(paced) {
      members.add(paced);
      if (running || cancel !== undefined) return;
      done = Math.max(done, tick());
      arm();
    },
    remove(paced) {
      members.delete(paced);
      if (running || members.size > 0) return;
      cancel?.();
      cancel = undefined;
    },
    tick,
  };
}
