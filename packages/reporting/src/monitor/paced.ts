import type { Clock } from '@caruso/core-service-manager/contract';
import type { ChangeSignal } from './change-signal.js';

/** What `look` gives now, and again after changes, at most once in `everyMs`. */
export async function* paced<T>(
  look: () => Promise<T>,
  { changed, clock, everyMs, signal }: { changed: ChangeSignal; clock: Clock; everyMs: number; signal: AbortSignal },
): AsyncGenerator<T> {
  while (!signal.aborted) {
    const { changes } = changed;
    yield await look();
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        cancel();
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const cancel = clock.after(everyMs, wake);
      if (signal.aborted) wake();
      else signal.addEventListener('abort', wake, { once: true });
    });
    await changed.after(changes, signal);
  }
}
