const firstMs = 200;
const longestMs = 15_000;

/** Milliseconds until the n-th attempt (from 1) to reach a database again: doubling, at most 15 s. */
export function connectionBackOff(attempt: number): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 10));
}
