import { setTimeout as sleep } from 'node:timers/promises';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { SystemAccess } from './system-access.js';

/** Lets no more exchanges start than the rate allows. */
export interface Pacing {
  /** Resolves when one more may start; rejects with the signal's reason when it fires first. */
  turn(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

const KEY = 'exchanges';

export function openPacing(rate: SystemAccess['rate']): Pacing {
  if (rate === undefined) return { turn: async () => undefined, close: async () => undefined };
  const burst = rate.burst ?? Math.max(1, Math.floor(rate.perSecond));
  const limiter = new RateLimiterMemory({ points: burst, duration: burst / rate.perSecond });

  /** Undefined: go; else milliseconds until it is worth asking again. */
  async function waitingTime(): Promise<number | undefined> {
    try {
      await limiter.consume(KEY);
      return undefined;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext);
      throw refusal;
    }
  }

  return {
    async turn(signal) {
      for (;;) {
        signal.throwIfAborted();
        const wait = await waitingTime();
        if (wait === undefined) return;
        await sleep(wait, undefined, { signal }).catch(() => signal.throwIfAborted());
      }
    },
    async close() {
      await limiter.delete(KEY);
    },
  };
}
