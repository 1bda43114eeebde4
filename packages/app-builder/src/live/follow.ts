import { asCarusoError } from '@caruso/core-service-manager/contract';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

export interface FollowOptions {
  /** Ends it, at once. */
  readonly signal: AbortSignal;
  /** Pause before a stream that has ended is opened again, in milliseconds. */
  readonly againMs: number;
  /** The stream is open, for the first time or again: what happened before may have been missed. */
  readonly opened?: () => void | Promise<void>;
  /** Told once for each time that the stream is lost, not at every attempt to open it again. */
  readonly lost: (reason: string) => void;
}

/**
 * Takes every value of a service's stream until the signal fires. The stream ends when its provider is replaced or stopped, and cannot be
 * opened while there is none: it is opened again until there is one.
 */
export async function follow<T>(
  open: () => AsyncIterable<T>,
  take: (value: T) => void | Promise<void>,
  { signal, againMs, opened, lost }: FollowOptions,
): Promise<void> {
  let told = false;
  while (!signal.aborted) {
    let reason = 'its service has stopped or was replaced';
    try {
      const stream = open()[Symbol.asyncIterator]();
      try {
        const first = stream.next();
        // Reading has begun, so nothing falls between the stream and what `opened` looks up; without a provider it fails at once.
        first.catch(() => undefined);
        await Promise.race([first, nextTurn()]);
        await opened?.();
        for (let next = await first; next.done !== true; next = await stream.next()) {
          told = false;
          await take(next.value);
        }
      } finally {
        await stream.return?.();
      }
    } catch (error) {
      reason = asCarusoError(error).message;
    }
    if (signal.aborted) return;
    if (!told) lost(reason);
    told = true;
    await sleep(againMs, undefined, { signal }).catch(() => undefined);
  }
}
