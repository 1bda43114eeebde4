import { asCarusoError, CarusoError, isCarusoError } from '../contract/index.js';
import type { ErrorCode } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';

/** Failures of the service, apart from requests it was right to refuse. */
const serviceFailures: ReadonlySet<ErrorCode> = new Set(['internal', 'unavailable', 'deadline', 'no-provider']);

/**
 * Anything a provider throws, as the error its caller sees; counted, and logged here if it is a mistake of the program.
 * It leaves as a CarusoError, so that callers further out do not log it again.
 */
export function settleFailure(provider: Provider, member: string, thrown: unknown): CarusoError {
  const error = asCarusoError(thrown);
  if (serviceFailures.has(error.code)) provider.calls.failed += 1;
  if (!isCarusoError(thrown)) {
    const operation = `${provider.contract.id}.${member}`;
    provider.log.error({ component: provider.component, operation, err: thrown }, `${operation} failed unexpectedly`);
  }
  return error;
}

/** The error a caller sees after its call was sent again in vain: the callers further out see that it was, and don't repeat it in their turn. */
export function withRepetitions(error: CarusoError, retried: number): CarusoError {
  if (retried < 1) return error;
  const { code, message, details } = error;
  return new CarusoError(code, message, { ...details, retried }, { cause: error });
}
