import { useSyncExternalStore } from 'react';
import { serverClock } from '../live/server-clock.js';

let now = serverClock.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    // Nothing ticked while nobody looked.
    now = serverClock.now();
    timer = setInterval(() => {
      now = serverClock.now();
      for (const each of listeners) each();
    }, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The server's time in milliseconds, new every second; all ticking clocks of the page share one timer. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
