import type { Clock } from '../contract/index.js';

/** A clock that stands until it is advanced: for tests and simulations. */
export interface VirtualClock extends Clock {
  /** Runs what is due within the next `ms` milliseconds, in order; promises settle between two tasks. */
  advance(ms: number): Promise<void>;
  /** Tasks not run and not cancelled. */
  pending(): number;
}

/** `start` in milliseconds since 1970-01-01T00:00Z. */
export function createVirtualClock(start = 0): VirtualClock {
  const tasks = new Map<number, { readonly due: number; readonly task: () => void }>();
  let now = start;
  let sequence = 0;

  function nextDue(until: number): number | undefined {
    let first: number | undefined;
    for (const [id, { due }] of tasks) {
      if (due <= until && (first === undefined || due < (tasks.get(first)?.due ?? Infinity))) first = id;
    }
    return first;
  }

  return {
    now: () => now,
    after(ms, task) {
      const id = (sequence += 1);
      tasks.set(id, { due: now + ms, task });
      return () => void tasks.delete(id);
    },
    async advance(ms) {
      const until = now + ms;
      await settled();
      for (let id = nextDue(until); id !== undefined; id = nextDue(until)) {
        const entry = tasks.get(id);
        tasks.delete(id);
        if (entry !== undefined) {
          now = Math.max(now, entry.due);
          entry.task();
        }
        await settled();
      }
      now = until;
    },
    pending: () => tasks.size,
  };
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
