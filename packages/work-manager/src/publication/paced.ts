import type { Clock } from '@caruso/core-service-manager/contract';
import type { Pulse } from './pulse.js';

/** What `look` gives now, and again after changes, at most once in `everyMs`. */
export async function* paced<T>(
  look: () => T,
  { pulse, clock, everyMs, signal }: { pulse: Pulse; clock: Clock; everyMs: number; signal: AbortSignal },
): AsyncGenerator<T> {
  while (!signal.aborted) {
    const { beats } = pulse;
    yield look();
    await sleep(clock, everyMs, signal);
    await pulse.after(beats, signal);
  }
}

function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const wake = (): void => {
      cancel();
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const cancel = clock.after(ms, wake);
    signal.addEventListener('abort', wake, { once: true });
  });
}
