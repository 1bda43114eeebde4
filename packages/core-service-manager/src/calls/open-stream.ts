import type { CallOptions, CarusoError } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';
import { Call } from './call.js';
import type { CallsInFlight } from './calls-in-flight.js';
import { lackingMember } from './perform-operation.js';
import { settleFailure } from './settle-failure.js';

const END: IteratorReturnResult<undefined> = { done: true, value: undefined };

interface Waiting {
  readonly resolve: (result: IteratorResult<unknown>) => void;
  readonly reject: (error: CarusoError) => void;
}

/**
 * Reads one stream of one provider. It ends when the provider ends it, is stopped, or the consumer breaks off or fires
 * its signal; it fails when the provider fails or a deadline was given and is over. The provider sees every end at its signal.
 */
export function openStream(
  inFlight: CallsInFlight,
  provider: Provider,
  name: string,
  input: unknown,
  options: CallOptions | undefined,
): AsyncIterator<unknown> {
  const run = provider.members[name];
  if (run === undefined) throw lackingMember(provider, name);
  const cancellation = options?.signal;
  const deadline = options?.timeoutMs === undefined ? Infinity : inFlight.deadlineIn(options.timeoutMs);
  const call = new Call(provider, name, 'stream', options?.principal, options?.idempotencyKey, deadline);
  // Not Promise.race with an "ended" promise: a stream open for weeks would collect a reaction on it for each value.
  const waiting = new Set<Waiting>();
  let open = true;
  let source: AsyncIterator<unknown> | undefined;
  /** A failure between two reads: the next read tells it. */
  let untold: CarusoError | undefined;

  function close(error?: CarusoError): void {
    if (!open) return;
    open = false;
    inFlight.remove(call);
    cancellation?.removeEventListener('abort', end);
    if (waiting.size === 0) untold = error;
    for (const { resolve, reject } of waiting) {
      if (error === undefined) resolve(END);
      else reject(error);
    }
    waiting.clear();
  }

  function end(): void {
    close();
    call.abandon();
    source?.return?.().then(undefined, (thrown: unknown) => settleFailure(provider, name, thrown));
  }

  call.whenInterrupted = (reason) => {
    if (reason.code === 'deadline') close(settleFailure(provider, name, reason));
    end();
  };
  inFlight.add(call);
  if (cancellation?.aborted === true) end();
  cancellation?.addEventListener('abort', end, { once: true });

  return {
    next: () =>
      new Promise((resolve, reject) => {
        if (untold !== undefined) reject(untold);
        untold = undefined;
        if (!open) return resolve(END);
        const reader: Waiting = { resolve, reject };
        waiting.add(reader);
        const fail = (thrown: unknown): void => {
          if (open) close(settleFailure(provider, name, thrown));
        };
        try {
          source ??= (run(input, call) as AsyncIterable<unknown>)[Symbol.asyncIterator]();
          source.next().then((result) => {
            if (waiting.delete(reader)) resolve(result);
            if (result.done === true) close();
            return result;
          }, fail);
        } catch (thrown) {
          fail(thrown);
        }
      }),
    async return() {
      const idle = waiting.size === 0;
      const wasOpen = open;
      close();
      call.abandon();
      // A provider that waits for its next value gets its return only when that arrives: not awaited then.
      const returned = wasOpen ? source?.return?.() : undefined;
      const settled = returned?.then(undefined, (thrown: unknown) => void settleFailure(provider, name, thrown));
      if (idle) await settled;
      return END;
    },
  };
}
