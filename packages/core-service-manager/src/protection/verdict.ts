import type { CarusoError, ErrorCode } from '../contract/index.js';

/** A caller that gives less time than this has itself to blame. */
const SHORTEST_FAIR_TIME_MS = 100;

/** Neither the provider's failure nor a sign that it works: it was the caller's end, or that of a service behind. */
const sayNothing: ReadonlySet<ErrorCode> = new Set(['cancelled', 'no-provider', 'overloaded']);
const failures: ReadonlySet<ErrorCode> = new Set(['internal', 'unavailable', 'deadline']);

/** What an error says about its provider to the circuit breaker. Requests that it was right to refuse show that it works. */
export function verdictOf({ code, details }: CarusoError, ranMs: number): 'failed' | 'works' | 'nothing' {
  if (sayNothing.has(code)) return 'nothing';
  if (!failures.has(code)) return 'works';
  if (code === 'deadline' && ranMs < SHORTEST_FAIR_TIME_MS) return 'nothing';
  // Of a service behind it, whose own breaker does what is to be done.
  return details['breaker'] === 'open' ? 'nothing' : 'failed';
}
