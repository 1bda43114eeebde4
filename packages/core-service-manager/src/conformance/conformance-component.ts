import { z } from 'zod';
import { CarusoError, defineComponent, isCarusoError, provide } from '../contract/index.js';
import type { CallContext, Clock, ImplementationOf } from '../contract/index.js';
import { Conformance } from './contract.js';

interface Fate {
  state: 'running' | 'ended';
  code: string | null;
  sent: number;
}

/** Provides the contract of the transport conformance suite. Loaded from this file by transports that start processes. */
export default defineComponent({
  name: 'caruso-conformance',
  version: '1.0.0',
  summary: 'The other end of the transport conformance suite',
  provides: [Conformance],
  needs: [],
  settings: z.unknown(),
  async start({ clock }) {
    return { provisions: [provide(Conformance, conformanceService(clock))], stop: async () => undefined };
  },
});

function conformanceService(clock: Clock): ImplementationOf<typeof Conformance> {
  const fates = new Map<string, Fate>();

  function begin(key: string): Fate {
    const fate: Fate = { state: 'running', code: null, sent: 0 };
    fates.set(key, fate);
    return fate;
  }

  return {
    async echo({ payload, waitMs }) {
      if (waitMs !== undefined) await new Promise<void>((resolve) => void clock.after(waitMs, resolve));
      return { payload };
    },
    async repeat({ text, times }) {
      const answer = { text: text.repeat(times), internal: 'not in the contract' };
      return answer;
    },
    async nothing() {},
    async fail({ code, message, details }) {
      throw new CarusoError(code, message, details);
    },
    async failUnexpectedly({ message }) {
      throw new RangeError(message);
    },
    async told(_input, { principal, idempotencyKey, deadline }) {
      return {
        principal: principal ?? null,
        idempotencyKey: idempotencyKey ?? null,
        remainingMs: deadline === undefined || deadline === Infinity ? null : deadline - clock.now(),
      };
    },
    async hang({ key }, { signal }) {
      const fate = begin(key);
      await fired(signal);
      fate.state = 'ended';
      fate.code = codeOf(signal.reason);
      throw signal.reason;
    },
    count: ({ key, to = Infinity }, { signal }) => counting(begin(key), to, signal),
    async *countAndFail({ to, code }) {
      for (let n = 0; n < to; n += 1) yield n;
      throw new CarusoError(code, `Counted to ${to}`, { to });
    },
    silence: ({ key }, { signal }) => silent(begin(key), signal),
    async fate({ key }) {
      return fates.get(key) ?? { state: 'unknown', code: null, sent: 0 };
    },
  };
}

async function* counting(fate: Fate, to: number, signal: AbortSignal): AsyncGenerator<number> {
  try {
    for (let n = 0; n < to && !signal.aborted; n += 1) {
      fate.sent += 1;
      yield n;
      // Lets others have their turn, as a source that reads from somewhere does.
      if (n % 64 === 63) await new Promise<void>((resolve) => void setImmediate(resolve));
    }
  } finally {
    fate.state = 'ended';
    fate.code = signal.aborted ? codeOf(signal.reason) : null;
  }
}

/** A stream without values. */
async function* silent(fate: Fate, signal: CallContext['signal']): AsyncGenerator<number> {
  await fired(signal);
  fate.state = 'ended';
  fate.code = codeOf(signal.reason);
  yield* [];
}

function fired(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function codeOf(reason: unknown): string {
  return isCarusoError(reason) ? reason.code : 'no CarusoError';
}
