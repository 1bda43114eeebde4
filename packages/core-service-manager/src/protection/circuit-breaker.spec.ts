import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oracleSite, unavailable } from '../calls/fixtures/site.js';
import { createVirtualClock } from '../clock/virtual-clock.js';
import { CarusoError } from '../contract/index.js';
import type { ErrorCode } from '../contract/index.js';
import { breakerState } from './breaker-state.js';
import { CircuitBreaker } from './circuit-breaker.js';
import type { Pass } from './circuit-breaker.js';
import { protectionSettingsSchema } from './protection-settings.js';

const failing = (code: ErrorCode) => () => Promise.reject(new CarusoError(code, code));
const none = { retry: { atMost: 0 } };

async function times(count: number, call: () => Promise<unknown>): Promise<void> {
  for (let n = 0; n < count; n += 1) await call().catch(() => undefined);
}

describe('the circuit breaker of a provider', () => {
  it('opens when most of the last calls failed, and refuses at once with the time to wait', async () => {
    const { add, handle } = oracleSite(none);
    const provider = add('a', { change: failing('internal') });
    await times(10, () => handle.change({ n: 1 }));
    expect(breakerState(provider)).toBe('open');
    await expect(handle.change({ n: 1 })).rejects.toMatchObject({
      code: 'unavailable',
      details: { breaker: 'open', retryAfterMs: 1_000 },
    });
    expect(provider.calls).toMatchObject({ total: 10, rejected: 1 });
  });

  it.each<ErrorCode>(['invalid', 'refused', 'not-found', 'conflict', 'forbidden', 'overloaded', 'no-provider'])(
    'stays closed when it answers %s',
    async (code) => {
      const { add, handle } = oracleSite(none);
      const provider = add('a', { change: failing(code) });
      await times(40, () => handle.change({ n: 1 }));
      expect(breakerState(provider)).toBe('closed');
    },
  );

  it('counts what does not answer in time, unless the time was hardly any', async () => {
    const { add, handle, clock } = oracleSite(none);
    const provider = add('a', { change: () => new Promise(() => undefined) });
    const late = (timeoutMs: number) => {
      const calls = Array.from({ length: 10 }, () => handle.change({ n: 1 }, { timeoutMs }).catch(() => undefined));
      return clock.advance(timeoutMs + 50).then(() => Promise.all(calls));
    };
    await late(20);
    expect(breakerState(provider)).toBe('closed');
    await late(200);
    expect(breakerState(provider)).toBe('open');
  });

  it('lets one call through after the pause: its success closes it, its failure doubles the pause', async () => {
    const { add, handle, clock } = oracleSite(none);
    let works = false;
    const provider = add('a', {
      change: async () => {
        if (works) return 1;
        throw unavailable();
      },
    });
    await times(10, () => handle.change({ n: 1 }));
    await clock.advance(1_000);
    expect(breakerState(provider)).toBe('half-open');
    await times(1, () => handle.change({ n: 1 }));
    expect(breakerState(provider)).toBe('open');
    await expect(handle.change({ n: 1 })).rejects.toMatchObject({ details: { retryAfterMs: 2_000 } });
    works = true;
    await clock.advance(2_000);
    await expect(handle.change({ n: 1 })).resolves.toBe(1);
    expect(breakerState(provider)).toBe('closed');
    await times(1, () => handle.change({ n: 1 }));
    expect(provider.calls.total).toBe(13);
  });

  it('that is open sends calls to the next provider of the range', async () => {
    const { add, handle } = oracleSite(none);
    const first = add('a', { change: failing('internal') }, { rank: 1 });
    const second = add('b', { change: async () => 2 });
    await times(10, () => handle.change({ n: 1 }));
    await expect(handle.change({ n: 1 })).resolves.toBe(2);
    expect([first.calls.total, first.calls.rejected, second.calls.total]).toEqual([10, 1, 1]);
  });

  it('guards streams too', async () => {
    const { add, handle } = oracleSite(none);
    add('a', { change: failing('internal') });
    await times(10, () => handle.change({ n: 1 }));
    const read = async (): Promise<void> => {
      for await (const _value of handle.watch({ n: 1 }));
    };
    await expect(read()).rejects.toMatchObject({ code: 'unavailable', details: { breaker: 'open' } });
  });

  it('admits one probe at a time, whatever happens, and is closed by the next success after its pause', () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('call' as const), outcome: fc.constantFrom('ok', 'bad', 'nothing') }),
      fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(3_000) }),
      fc.record({ kind: fc.constant('end' as const), which: fc.nat(5) }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 200 }), (events) => {
        let now = 0;
        const clock = { ...createVirtualClock(), now: () => now };
        const settings = protectionSettingsSchema.parse({ breaker: { window: 4, minimumCalls: 2 } }).breaker;
        const breaker = new CircuitBreaker(settings, clock, () => 0.5);
        const open: { readonly pass: Pass; readonly outcome: string }[] = [];
        const end = (index: number): void => {
          const [call] = open.splice(index % Math.max(1, open.length), 1);
          if (call?.outcome === 'ok') breaker.succeeded(call.pass);
          else if (call?.outcome === 'bad') breaker.failed(call.pass);
          else if (call !== undefined) breaker.withdrawn(call.pass);
        };
        for (const step of events) {
          if (step.kind === 'wait') now += step.ms;
          else if (step.kind === 'end') end(step.which);
          else {
            const { admits } = breaker;
            const pass = breaker.admit();
            expect(pass !== undefined).toBe(admits);
            if (pass !== undefined) open.push({ pass, outcome: step.outcome });
          }
          expect(open.filter(({ pass }) => pass === 'probe').length).toBeLessThanOrEqual(1);
        }
        while (open.length > 0) end(0);
        now += 60_000;
        const pass = breaker.admit();
        expect(pass).toBeDefined();
        if (pass !== undefined) breaker.succeeded(pass);
        expect(breaker.seen).toBe('closed');
      }),
    );
  });
});
