import type { CarusoError } from '../contract/index.js';

export interface FailedCall {
  readonly error: CarusoError;
  readonly contractId: string;
  readonly idempotent: boolean;
  /** The provider runs elsewhere: a transport may say that the call never left. */
  readonly elsewhere: boolean;
}

/**
 * Whether a failed call may be made once more: `unavailable`, or a provider withdrawn in between; idempotent, or certainly never sent.
 * `elsewhere-only`: the failing provider itself need not be asked again now.
 */
export function repetitionOf({
  error,
  contractId,
  idempotent,
  elsewhere,
}: FailedCall): 'none' | 'any' | 'elsewhere-only' {
  const { code, details } = error;
  // A call within the call has been repeated already: repeating at every level would multiply.
  if (details['retried'] !== undefined) return 'none';
  const withdrawn = code === 'no-provider' && details['contract'] === contractId;
  if (code !== 'unavailable' && !withdrawn) return 'none';
  const neverSent = elsewhere && details['sent'] === false;
  if (!idempotent && !neverSent) return 'none';
  return details['breaker'] === undefined ? 'any' : 'elsewhere-only';
}
