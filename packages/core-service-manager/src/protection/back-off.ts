import { ExponentialBackoff } from 'cockatiel';
import type { IBackoffFactory } from 'cockatiel';

/** Doubles from `firstMs` up to `longestMs`; the half of it is random (`random` is in [0, 1)), so that callers don't come back all at once. */
export function exponentialBackOff(firstMs: number, longestMs: number, random: () => number): IBackoffFactory<unknown> {
  return new ExponentialBackoff<number>({
    initialDelay: firstMs,
    maxDelay: longestMs,
    generator(attempts = 0, { initialDelay, maxDelay }) {
      const delay = Math.min(maxDelay, initialDelay * 2 ** attempts);
      return [Math.ceil(delay / 2 + (random() * delay) / 2), attempts + 1];
    },
  });
}
