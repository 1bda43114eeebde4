/** Why a call failed, in words that every component, transport and page shares. */
export type ErrorCode =
  | 'invalid' // the request is wrong; `details` says where
  | 'not-found'
  | 'conflict' // somebody else changed it first, or the state does not allow it
  | 'unauthenticated'
  | 'forbidden'
  | 'unavailable' // the system behind the service is not there; trying again later may help
  | 'no-provider' // nobody provides the contract now
  | 'deadline' // the time for the call was over
  | 'cancelled'
  | 'internal';

/**
 * The one error that crosses a service's edge. `message` is written for the person who reads it;
 * `details` is JSON and names what is wrong (an attribute, a file, a legacy message).
 */
export class CarusoError extends Error {
  override readonly name = 'CarusoError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

/** Anything thrown, as a CarusoError: what is not one becomes `internal` with the cause kept. */
export function asCarusoError(thrown: unknown): CarusoError {
  if (thrown instanceof CarusoError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new CarusoError('internal', message, {}, { cause: thrown });
}
