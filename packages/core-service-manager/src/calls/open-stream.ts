import type { CallOptions, CarusoError } from '../contract/index.js';
import { metricsOf } from '../metrics/collect-metrics.js';
import { protectionOf } from '../protection/provider-protection.js';
import { verdictOf } from '../protection/verdict.js';
import type { Provider } from '../registry/provider.js';
import { startCallSpan } from '../tracing/call-span.js';
import { breakerOpen, lackingMember } from './call-errors.js';
import type { CallsInFlight } from './calls-in-flight.js';
import { callsOthers, withinCall } from './current-call.js';
import type { Check } from './operation-target.js';
import { callBegins, callEnds } from './provider-counts.js';
import { settleFailure } from './settle-failure.js';
import { StreamCall } from './stream-call.js';

const END: IteratorReturnResult<undefined> = { done: true, value: undefined };

interface Waiting {
  readonly resolve: (result: IteratorResult<unknown>) => void;
  readonly reject: (error: CarusoError) => void;
}

export interface StreamTarget {
  readonly inFlight: CallsInFlight;
  readonly provider: Provider;
  readonly name: string;
  /** Of each value; throws a CarusoError. */
  readonly checkOutput: Check | undefined;
  /** A span of its own is wanted: not where the transport's edge has made one. */
  readonly traced: boolean;
}

/**
 * Reads one stream of one provider. It ends when the provider ends it, is stopped, or the consumer breaks off or fires
 * its signal; it fails when the provider fails or a deadline was given and is over. The provider sees every end at its signal.
 * Throws where the circuit breaker is open or the provider lacks the stream.
 */
export function openStream(
  { inFlight, provider, name, checkOutput, traced }: StreamTarget,
  input: unknown,
  options: CallOptions | undefined,
): AsyncIterator<unknown> {
  const member = provider.members[name];
  if (member === undefined) throw lackingMember(provider, name);
  const run = member;
  const { breaker } = protectionOf(provider, inFlight.protection, inFlight.clock, inFlight.random);
  const pass = breaker.admit();
  // It may be silent for weeks: while it tries the provider, others may too.
  if (pass === 'probe') breaker.withdrawn(pass);
  const metrics = metricsOf(provider, name);
  if (pass === undefined) {
    provider.calls.rejected += 1;
    metrics.rejected += 1;
    throw breakerOpen(provider, breaker.retryAfterMs());
  }
  const cancellation = options?.signal;
  const span = traced ? startCallSpan(provider.contract.id, name) : undefined;
  // Not Promise.race with an "ended" promise: a stream open for weeks would collect a reaction on it for each value.
  const waiting = new Set<Waiting>();
  let told = false;
  let source: AsyncIterator<unknown> | undefined;
  /** A failure between two reads: the next read tells it. */
  let untold: CarusoError | undefined;

  const call = new StreamCall(inFlight, provider, name, options, (reason) => {
    if (reason.code === 'deadline') close(settleFailure(provider, name, reason));
    end();
  });

  /** The first sign of life, or the lack of it, is what the breaker learns. */
  function tell(verdict: 'failed' | 'works' | 'nothing'): void {
    if (told && verdict !== 'failed') return;
    if (verdict === 'failed') breaker.failed(told ? 'ordinary' : (pass ?? 'ordinary'));
    else if (verdict === 'works') breaker.succeeded(pass ?? 'ordinary');
    told = true;
  }

  function close(error?: CarusoError): void {
    if (!call.open) return;
    call.open = false;
    call.running = false;
    inFlight.remove(call);
    metrics.inFlight -= 1;
    if (error === undefined) metrics.answeredAfter(call.ageMs);
    else metrics.failedAfter(call.ageMs, error.code);
    tell(error === undefined ? 'nothing' : verdictOf(error, call.ageMs, provider.component));
    callEnds(provider);
    cancellation?.removeEventListener('abort', end);
    if (error === undefined) span?.end();
    else span?.fail(error);
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

  function read(): Promise<IteratorResult<unknown>> {
    source ??= (run(input, call) as AsyncIterable<unknown>)[Symbol.asyncIterator]();
    return source.next();
  }

  function readSurrounded(): Promise<IteratorResult<unknown>> {
    if (span !== undefined) return withinCall(call, () => span.run(provider, read));
    return callsOthers(provider) ? withinCall(call, read) : read();
  }

  callBegins(provider);
  metrics.inFlight += 1;
  inFlight.add(call);
  if (cancellation?.aborted === true) end();
  cancellation?.addEventListener('abort', end, { once: true });

  return {
    next: () =>
      new Promise((resolve, reject) => {
        if (untold !== undefined) reject(untold);
        untold = undefined;
        if (!call.open) return resolve(END);
        const reader: Waiting = { resolve, reject };
        waiting.add(reader);
        const fail = (thrown: unknown): void => {
          if (call.open) close(settleFailure(provider, name, thrown));
        };
        try {
          readSurrounded()
            .then((result) => {
              const checked = result.done === true || checkOutput === undefined ? result : checkedResult(result.value);
              tell('works');
              if (waiting.delete(reader)) resolve(checked);
              if (result.done === true) close();
            })
            .then(undefined, (thrown: unknown) => {
              fail(thrown);
              // A value that is not what the contract says: the provider need not go on.
              call.abandon();
              source?.return?.().then(undefined, () => undefined);
            });
        } catch (thrown) {
          fail(thrown);
        }
      }),
    async return() {
      const idle = waiting.size === 0;
      const wasOpen = call.open;
      close();
      call.abandon();
      // A provider that waits for its next value gets its return only when that arrives: not awaited then.
      const returned = wasOpen ? source?.return?.() : undefined;
      const settled = returned?.then(undefined, (thrown: unknown) => void settleFailure(provider, name, thrown));
      if (idle) await settled;
      return END;
    },
  };

  function checkedResult(value: unknown): IteratorResult<unknown> {
    return { done: false, value: checkOutput?.(value) };
  }
}
