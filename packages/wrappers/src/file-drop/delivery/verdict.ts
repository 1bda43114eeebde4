import type { CarusoError, ErrorCode } from '@caruso/core-service-manager/contract';

/** What a failed call says: about the record (`set-aside`), about the time (`later`), or perhaps about the record (`again`, so many times). */
export type Verdict = 'set-aside' | 'later' | 'again';

const verdicts: Readonly<Record<ErrorCode, Verdict>> = {
  invalid: 'set-aside',
  'not-found': 'set-aside',
  conflict: 'set-aside',
  refused: 'set-aside',
  forbidden: 'set-aside',
  unauthenticated: 'set-aside',
  unavailable: 'later',
  'no-provider': 'later',
  overloaded: 'later',
  cancelled: 'later',
  deadline: 'again',
  internal: 'again',
};

export function verdictOn(error: CarusoError): Verdict {
  return verdicts[error.code];
}
