import type { CallOptions } from '../contract/index.js';
import { cancelledError } from './call-errors.js';
import { OperationCall } from './operation-call.js';
import type { OperationRoute } from './operation-route.js';
import { wrongTimeLimit } from './time-limit.js';

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
  const wrong = wrongTimeLimit(timeoutMs);
  if (wrong !== undefined) return Promise.reject(wrong);
  return new Promise((resolve, reject) => {
    new OperationCall(route, target, input, options, timeoutMs, resolve, reject).start();
  });
}
