import { BulkheadRejectedError, bulkhead } from 'cockatiel';
import { asCarusoError, CarusoError, isCarusoError } from '../contract/index.js';
import type { Health, Logger } from '../contract/index.js';
import type { JsonValue } from './json-value.js';
import { systemNotThere } from './legacy-errors.js';
import { openPacing } from './pacing.js';
import type { Secrets } from './secrets.js';
import { settleLegacyFailure } from './settle-legacy-failure.js';
import type { SystemAccess } from './system-access.js';
import { openTraffic } from './traffic.js';

export { systemAccessSettings } from './system-access.js';
export type { SystemAccess } from './system-access.js';
export type { JsonValue } from './json-value.js';

/** A system behind a wrapper: every exchange with it goes through here. */
export interface LegacySystem {
  readonly name: string;
  /**
   * One exchange with the system: waits its turn (rate, concurrency; `overloaded` when the queue is full), has the time limit,
   * is recorded or replayed. `request` is JSON without secrets and identifies the exchange in the recording. `perform` does it
   * and throws one of the three errors; anything else it throws becomes `unavailable` for socket errors and time-outs, else
   * `internal`. Its signal fires at the time limit, on `options.signal`, and on `close`.
   */
  exchange<A>(
    request: JsonValue,
    perform: (signal: AbortSignal) => Promise<A>,
    options?: { readonly signal?: AbortSignal },
  ): Promise<A>;
  /** Up; degraded when the last exchange failed as 'not there'; down when the last three did. */
  health(): Health;
  /** Ends exchanges that run or wait with `cancelled`. */
  close(): Promise<void>;
}

export interface SystemOptions {
  /** As people know it: it stands in messages. */
  readonly name: string;
  readonly access: SystemAccess;
  /** Absolute. */
  readonly appDir: string;
  readonly log: Logger;
  /** Whose values are masked in recordings; requests must be free of them anyhow. */
  readonly secrets?: Pick<Secrets, 'mask'>;
}

const FAILURES_UNTIL_DOWN = 3;

export function openSystem({ name, access, appDir, log, secrets }: SystemOptions): LegacySystem {
  const { timeoutMs, concurrent, queue, rate } = access;
  const mask = secrets === undefined ? (text: string) => text : (text: string) => secrets.mask(text);
  const traffic = openTraffic({ system: name, traffic: access.traffic, appDir, mask });
  const places = bulkhead(concurrent, queue);
  const pacing = openPacing(rate);
  const closing = new AbortController();
  let failures: readonly CarusoError[] = [];

  async function inTurn<A>(perform: (signal: AbortSignal) => Promise<A>, wanted: AbortSignal): Promise<A> {
    await pacing.turn(wanted);
    const limit = new AbortController();
    const timer = setTimeout(
      () => limit.abort(systemNotThere(name, `${name} did not answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    try {
      const signal = AbortSignal.any([wanted, limit.signal]);
      return await untilAborted(signal, () => perform(signal));
    } finally {
      clearTimeout(timer);
    }
  }

  async function live<A>(perform: (signal: AbortSignal) => Promise<A>, signal: AbortSignal): Promise<A> {
    try {
      const answer = await untilAborted(signal, () => places.execute(() => inTurn(perform, signal), signal));
      failures = [];
      return answer;
    } catch (thrown) {
      if (signal.aborted) throw cancellation(name, signal.reason);
      if (thrown instanceof BulkheadRejectedError) {
        throw new CarusoError('overloaded', `${name} is busy: ${concurrent} exchanges run and ${queue} wait`, {
          system: name,
        });
      }
      const error = settleLegacyFailure(name, thrown);
      failures = error.code === 'unavailable' ? [...failures, error].slice(-FAILURES_UNTIL_DOWN) : [];
      if (error.code === 'internal')
        log.error({ system: name, error: mask(error.stack ?? error.message) }, 'exchange failed');
      throw error;
    }
  }

  return {
    name,
    async exchange<A>(
      request: JsonValue,
      perform: (signal: AbortSignal) => Promise<A>,
      options: { readonly signal?: AbortSignal } = {},
    ): Promise<A> {
      const signal = options.signal === undefined ? closing.signal : AbortSignal.any([options.signal, closing.signal]);
      if (signal.aborted) throw cancellation(name, signal.reason);
      // What was recorded is what this `perform` answered.
      if (traffic.mode === 'replay') return (await traffic.replay(request)) as A;
      if (traffic.mode === 'live') return live(perform, signal);
      try {
        const response = await live(perform, signal);
        await traffic.record(request, { response });
        return response;
      } catch (thrown) {
        const error = asCarusoError(thrown);
        if (RECORDED.has(error.code)) await traffic.record(request, { error });
        throw error;
      }
    },
    health() {
      const last = failures.at(-1);
      if (last === undefined) return { status: 'up' };
      return { status: failures.length < FAILURES_UNTIL_DOWN ? 'degraded' : 'down', reason: last.message };
    },
    async close() {
      closing.abort(new CarusoError('cancelled', `The wrapper of ${name} has been stopped`, { system: name }));
      await pacing.close();
    },
  };
}

/** What the system had a part in; not that a caller gave up, or that the wrapper was busy or wrong. */
const RECORDED = new Set<CarusoError['code']>(['invalid', 'not-found', 'conflict', 'refused', 'unavailable']);

function cancellation(system: string, reason: unknown): CarusoError {
  if (isCarusoError(reason)) return reason;
  return new CarusoError('cancelled', `The exchange with ${system} was cancelled`, { system }, { cause: reason });
}

/** What `task` comes to, or the signal's reason as soon as it fires, even when the task does not heed it. */
async function untilAborted<A>(signal: AbortSignal, task: () => Promise<A>): Promise<A> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([task(), promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
