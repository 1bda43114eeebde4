/** Why a call failed, in words that every component, transport and page shares. */
export type ErrorCode =
  | 'invalid' // the request is wrong; `details` says where
  | 'not-found'
  | 'conflict' // somebody else changed it first, or the state does not allow it
  | 'refused' // the system behind the service understood and will not; `details.legacy` has its words
  | 'overloaded' // too many calls at once or in a time; trying again later helps
  | 'unauthenticated'
  | 'forbidden'
  | 'unavailable' // the system behind the service is not there; trying again later may help; `details.behind: true`: one of several
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

const codes: Readonly<Record<ErrorCode, true>> = {
  invalid: true,
  'not-found': true,
  conflict: true,
  refused: true,
  overloaded: true,
  unauthenticated: true,
  forbidden: true,
  unavailable: true,
  'no-provider': true,
  deadline: true,
  cancelled: true,
  internal: true,
};

export function isErrorCode(text: unknown): text is ErrorCode {
  return typeof text === 'string' && Object.hasOwn(codes, text);
}

/** Also one made by another copy of this package: a third party's component may bring its own. */
export function isCarusoError(thrown: unknown): thrown is CarusoError {
  if (thrown instanceof CarusoError) return true;
  return thrown instanceof Error && thrown.name === 'CarusoError' && 'code' in thrown && isErrorCode(thrown.code);
}

/** Anything thrown, as a CarusoError: what is not one becomes `internal` with the cause kept. */
export function asCarusoError(thrown: unknown): CarusoError {
  if (isCarusoError(thrown)) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new CarusoError('internal', message, {}, { cause: thrown });
}
