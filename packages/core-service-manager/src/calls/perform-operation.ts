import { CarusoError } from '../contract/index.js';
import type { CallOptions } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';
import { Call } from './call.js';
import type { CallsInFlight } from './calls-in-flight.js';
import { settleFailure } from './settle-failure.js';

const LONGEST_TIMEOUT_MS = 600_000;

/** Calls one operation of one provider: counted, with a deadline, cancellable. Rejects with a CarusoError only. */
export function performOperation(
  inFlight: CallsInFlight,
  provider: Provider,
  name: string,
  defaultTimeoutMs: number,
  input: unknown,
  options: CallOptions | undefined,
): Promise<unknown> {
  const run = provider.members[name];
  if (run === undefined) return Promise.reject(lackingMember(provider, name));
  const timeoutMs = options?.timeoutMs ?? defaultTimeoutMs;
  if (!(timeoutMs >= 1 && timeoutMs <= LONGEST_TIMEOUT_MS)) {
    return Promise.reject(
      new CarusoError('invalid', `timeoutMs must be 1 to 600,000, not ${timeoutMs}`, { timeoutMs }),
    );
  }
  const cancellation = options?.signal;
  if (cancellation?.aborted === true) return Promise.reject(cancelledError(provider, name));

  const call = new Call(
    provider,
    name,
    'operation',
    options?.principal,
    options?.idempotencyKey,
    inFlight.deadlineIn(timeoutMs),
  );
  return new Promise((resolve, reject) => {
    let open = true;
    const fail = (thrown: unknown): void => {
      if (!open) return;
      open = false;
      inFlight.remove(call);
      if (cancellation !== undefined) cancellation.removeEventListener('abort', cancel);
      reject(settleFailure(provider, name, thrown));
    };
    const succeed = (result: unknown): void => {
      if (!open) return;
      open = false;
      inFlight.remove(call);
      if (cancellation !== undefined) cancellation.removeEventListener('abort', cancel);
      resolve(result);
    };
    const cancel = (): void => call.interrupt(cancelledError(provider, name));
    call.whenInterrupted = fail;
    if (cancellation !== undefined) cancellation.addEventListener('abort', cancel, { once: true });
    inFlight.add(call);
    try {
      const answer = run(input, call);
      if (answer instanceof Promise) answer.then(succeed, fail);
      else Promise.resolve(answer).then(succeed, fail);
    } catch (thrown) {
      fail(thrown);
    }
  });
}

export function lackingMember(provider: Provider, name: string): CarusoError {
  const { id, version } = provider.contract;
  return new CarusoError('no-provider', `${provider.component} provides ${id} ${version}, which has no "${name}"`, {
    contract: id,
    member: name,
    component: provider.component,
  });
}

export function cancelledError(provider: Provider, name: string): CarusoError {
  const operation = `${provider.contract.id}.${name}`;
  return new CarusoError('cancelled', `${operation} was cancelled by its caller`, { operation });
}
