import type { Clock } from './clock.js';

export interface VirtualClock extends Clock {
  /** Runs every timer that falls due within the next milliseconds, in order. */
  advance(milliseconds: number): void;
  pending(): number;
}

/** A clock that stands still until it is told to advance. */
export const createVirtualClock = (start = 0): VirtualClock => {
  let time = start;
  let serial = 0;
  const timers = new Map<number, { readonly due: number; readonly run: () => void }>();
  const next = (until: number) =>
    [...timers.entries()]
      .filter(([, timer]) => timer.due <= until)
      .toSorted(([a, one], [b, other]) => one.due - other.due || a - b)[0];
  return {
    now: () => time,
    after: (milliseconds, run) => {
      serial += 1;
      const id = serial;
      timers.set(id, { due: time + milliseconds, run });
      return { cancel: () => void timers.delete(id) };
    },
    advance: (milliseconds) => {
      const until = time + milliseconds;
      for (let entry = next(until); entry !== undefined; entry = next(until)) {
        const [id, timer] = entry;
        timers.delete(id);
        time = timer.due;
        timer.run();
      }
      time = until;
    },
    pending: () => timers.size,
  };
};
