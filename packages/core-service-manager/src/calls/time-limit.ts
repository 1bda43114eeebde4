import { CarusoError } from '../contract/index.js';

const LONGEST_TIMEOUT_MS = 600_000;

/** Why a time limit of a call, in milliseconds, is none: `invalid`; undefined for one that is. */
export function wrongTimeLimit(timeoutMs: number): CarusoError | undefined {
  if (timeoutMs >= 1 && timeoutMs <= LONGEST_TIMEOUT_MS) return undefined;
  return new CarusoError('invalid', `timeoutMs must be 1 to 600,000, not ${timeoutMs}`, { timeoutMs });
}
