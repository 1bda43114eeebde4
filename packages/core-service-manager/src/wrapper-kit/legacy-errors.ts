import { CarusoError } from '../contract/index.js';

/** What the legacy system said, in its own words. */
export interface LegacyWords {
  readonly message: string;
  /** Its code: an HTTP status, a SOAP fault code, an SQLSTATE, an LDAP result code, an exit status. */
  readonly code?: string | number;
}

/** Your request is wrong: sending it again unchanged will not help. `not-found` and `conflict` where the system says just that. */
export function wrongRequest(
  system: string,
  message: string,
  legacy?: LegacyWords,
  code: 'invalid' | 'not-found' | 'conflict' = 'invalid',
): CarusoError {
  return legacyError(code, 'wrong-request', system, message, legacy);
}

/** The system is there, understood, and refuses: credentials, a business rule, a fault of its own. */
export function systemRefuses(system: string, message: string, legacy?: LegacyWords): CarusoError {
  return legacyError('refused', 'refused', system, message, legacy);
}

/** The system is not there: not reached, no answer in time, or it says that it is out of service. Trying again later may help. */
export function systemNotThere(system: string, message: string, legacy?: LegacyWords, cause?: unknown): CarusoError {
  return legacyError('unavailable', 'not-there', system, message, legacy, cause);
}

function legacyError(
  code: 'invalid' | 'not-found' | 'conflict' | 'refused' | 'unavailable',
  kind: 'wrong-request' | 'refused' | 'not-there',
  system: string,
  message: string,
  legacy?: LegacyWords,
  cause?: unknown,
): CarusoError {
  const details = legacy === undefined ? { system, kind } : { system, kind, legacy };
  return new CarusoError(code, message, details, cause === undefined ? undefined : { cause });
}
