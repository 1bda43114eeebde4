import { CarusoError } from '../contract/index.js';
import type { CallOptions } from '../contract/index.js';
import { cancelledError } from './call-errors.js';
import { OperationCall } from './operation-call.js';
import type { OperationRoute } from './operation-route.js';

const LONGEST_TIMEOUT_MS = 600_000;

/**
 * Calls an operation: counted, timed, with a deadline, cancellable, behind breaker and bulkhead, sent again where that is safe.
 * Rejects with a CarusoError only.
 */
export function performOperation(
  route: OperationRoute,
  input: unknown,
  options: CallOptions | undefined,
): Promise<unknown> {
  const target = route.target();
  if (target === undefined) return Promise.reject(route.absence());
  let { timeoutMs } = target;
  if (options !== undefined) {
    timeoutMs = options.timeoutMs ?? timeoutMs;
    const { signal } = options;
    if (signal?.aborted === true) return Promise.reject(cancelledError(route.contractId, route.name));
  }
  if (!(timeoutMs >= 1 && timeoutMs <= LONGEST_TIMEOUT_MS)) {
    return Promise.reject(
      new CarusoError('invalid', `timeoutMs must be 1 to 600,000, not ${timeoutMs}`, { timeoutMs }),
    );
  }
  return new Promise((resolve, reject) => {
    new OperationCall(route, target, input, options, timeoutMs, resolve, reject).start();
  });
}
