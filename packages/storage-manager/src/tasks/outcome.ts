import type { CarusoError, ErrorCode } from '@caruso/core-service-manager/contract';

/** The receiver says that the request itself is wrong: trying again cannot help. */
const hopeless: ReadonlySet<ErrorCode> = new Set(['invalid', 'forbidden', 'not-found', 'conflict']);

const firstMs = 1_000;
const longestMs = 600_000;

/** Milliseconds before the attempt after the n-th (from 1): 1 s doubling to 10 min, spread by up to 10 %. `random` is 0 to 1. */
export function taskBackOff(attempts: number, random: number): number {
  const base = Math.min(longestMs, firstMs * 2 ** Math.min(attempts - 1, 20));
  return Math.round(Math.min(longestMs, base * (1 + random / 10)));
}

export type Decision = { readonly next: 'dead' } | { readonly next: 'again'; readonly afterMs: number };

/** What becomes of a task whose `attempts`-th attempt failed. */
export function decide(error: CarusoError, attempts: number, maxAttempts: number, random: number): Decision {
  if (hopeless.has(error.code) || attempts >= maxAttempts) return { next: 'dead' };
  return { next: 'again', afterMs: taskBackOff(attempts, random) };
}
