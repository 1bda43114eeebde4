import { isCarusoError } from '../contract/index.js';
import type { CarusoError, ErrorCode } from '../contract/index.js';

/** A caller that gives less time than this has itself to blame. */
const SHORTEST_FAIR_TIME_MS = 100;
/** So many errors may be wrapped in one another. */
const DEEPEST_CAUSE = 5;

/** Neither the provider's failure nor a sign that it works: it was the caller's end, or that of a service behind. */
const sayNothing: ReadonlySet<ErrorCode> = new Set(['cancelled', 'no-provider', 'overloaded']);
const failures: ReadonlySet<ErrorCode> = new Set(['internal', 'unavailable', 'deadline']);

/** Failures that stand in the breaker of the component they came from. */
const blamed = new WeakMap<CarusoError, string>();

/**
 * What an error says about its provider to the circuit breaker. Requests that it was right to refuse show that it works. A failure is that of
 * one provider only, the one where it arose: one that passes it on, as it is or as the `cause` of its own, has not failed. Nor has one whose
 * error has `details.behind: true`: one of several systems behind it is not there, and the others must still be reached.
 */
export function verdictOf(error: CarusoError, ranMs: number, component: string): 'failed' | 'works' | 'nothing' {
  const { code, details } = error;
  if (sayNothing.has(code)) return 'nothing';
  if (!failures.has(code)) return 'works';
  if (code === 'deadline' && ranMs < SHORTEST_FAIR_TIME_MS) return 'nothing';
  // Open: of a service behind it, whose own breaker does what is to be done.
  if (details['behind'] === true || details['breaker'] === 'open' || isPassedOn(error, component)) return 'nothing';
  blamed.set(error, component);
  return 'failed';
}

/** Whether a failure arose at another component than the one that tells it. */
export function isPassedOn(error: CarusoError, component: string): boolean {
  let found: unknown = error;
  for (let depth = 0; depth < DEEPEST_CAUSE && isCarusoError(found); depth += 1) {
    const culprit = blamed.get(found);
    if (culprit !== undefined) return culprit !== component;
    found = found.cause;
  }
  return false;
}
