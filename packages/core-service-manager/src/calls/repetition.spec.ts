import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CarusoError } from '../contract/index.js';
import type { ErrorCode } from '../contract/index.js';
import { outcomeOf } from '../manager/fixtures/greeting.js';
import { elsewhere, oracleSite, unavailable } from './fixtures/site.js';

describe('a failed call', () => {
  it('of an idempotent operation goes to another provider at once', async () => {
    const { add, handle } = oracleSite();
    const first = add('a', { ask: () => Promise.reject(unavailable()) }, { rank: 1 });
    const second = add('b', { ask: async () => 2 });
    await expect(handle.ask({ n: 1 })).resolves.toBe(2);
    expect([first.calls, second.calls]).toMatchObject([
      { total: 1, failed: 1, retried: 1, inFlight: 0 },
      { total: 1, retried: 0 },
    ]);
  });

  it('is tried again after growing pauses where there is no other, and tells how often', async () => {
    const { add, handle, clock } = oracleSite();
    const at: number[] = [];
    add('a', {
      ask() {
        at.push(clock.now());
        return Promise.reject(unavailable());
      },
    });
    const began = clock.now();
    const outcome = outcomeOf(handle.ask({ n: 1 }));
    await clock.advance(1_000);
    expect(await outcome).toMatchObject({ error: { code: 'unavailable', details: { retried: 2 } } });
    expect(at.map((time) => time - began)).toEqual([0, 25, 75]);
  });

  it('goes to the successor when its provider is replaced during the pause', async () => {
    const { add, handle, clock, registry } = oracleSite();
    const old = add('a', { ask: () => Promise.reject(unavailable()) });
    const outcome = outcomeOf(handle.ask({ n: 1 }));
    await clock.advance(1);
    registry.exchange([old], []);
    add('a', { ask: async () => 2 });
    await clock.advance(100);
    expect(await outcome).toEqual({ value: 2 });
  });

  it('is told without a pause that nobody provides it when its provider has left meanwhile', async () => {
    const { add, handle, clock, registry } = oracleSite();
    const left = add(
      'a',
      {
        change() {
          registry.exchange([left], []);
          return Promise.reject(unavailable({ sent: false }));
        },
      },
      elsewhere,
    );
    const began = clock.now();
    await expect(handle.change({ n: 1 })).rejects.toMatchObject({ code: 'no-provider' });
    expect(clock.now()).toBe(began);
  });

  it('of an operation that is not idempotent is not repeated', async () => {
    const { add, handle } = oracleSite();
    add('a', { change: () => Promise.reject(unavailable()) }, { ...elsewhere, rank: 1 });
    const other = add('b');
    await expect(handle.change({ n: 1 })).rejects.toMatchObject({ code: 'unavailable', details: {} });
    expect(other.calls.total).toBe(0);
  });

  it('is, when the transport knows that the call was never sent', async () => {
    const { add, handle } = oracleSite();
    add('a', { change: () => Promise.reject(unavailable({ sent: false })) }, { ...elsewhere, rank: 1 });
    add('b', { change: async () => 2 });
    await expect(handle.change({ n: 1 })).resolves.toBe(2);
  });

  it('is not when it was a call within the call that was never sent', async () => {
    const { add, handle } = oracleSite();
    add('a', { change: () => Promise.reject(unavailable({ sent: false })) }, { rank: 1 });
    const other = add('b');
    await expect(handle.change({ n: 1 })).rejects.toMatchObject({ code: 'unavailable' });
    expect(other.calls.total).toBe(0);
  });

  it('is not repeated at every level', async () => {
    const { add, handle, invoke, clock } = oracleSite();
    let calls = 0;
    add('a', {
      ask: ({ n }) => (n === 0 ? Promise.reject(((calls += 1), unavailable())) : handle.ask({ n: n - 1 })),
    });
    const outcome = outcomeOf(invoke('oracle', 'ask', { n: 3 }));
    await clock.advance(4_900);
    expect(await outcome).toMatchObject({ error: { code: 'unavailable', details: { retried: 2 } } });
    expect(calls).toBe(3);
  });

  it('stops waiting when it is cancelled', async () => {
    const { add, handle, clock } = oracleSite();
    add('a', { ask: () => Promise.reject(unavailable()) });
    const controller = new AbortController();
    const outcome = outcomeOf(handle.ask({ n: 1 }, { signal: controller.signal }));
    await clock.advance(1);
    controller.abort();
    expect(await outcome).toMatchObject({ error: { code: 'cancelled' } });
    await clock.advance(100);
    expect(clock.pending()).toBe(0);
  });
});

interface Turn {
  readonly afterMs: number;
  readonly error: ErrorCode | undefined;
}

const turns = fc.array(
  fc.record({
    afterMs: fc.nat(400),
    error: fc.constantFrom<(ErrorCode | undefined)[]>(undefined, 'unavailable', 'internal', 'conflict', 'no-provider'),
  }),
  { minLength: 1, maxLength: 12 },
);

describe('whatever the providers do', () => {
  it('each call is answered once, by its deadline, and sent at most three times', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(turns, { minLength: 1, maxLength: 3 }),
        fc.array(fc.record({ timeoutMs: fc.integer({ min: 1, max: 1_500 }), cancelAfter: fc.option(fc.nat(1_000)) }), {
          minLength: 1,
          maxLength: 30,
        }),
        fc.integer({ min: 1, max: 4 }),
        async (behaviours, wishes, places) => {
          const bulkhead = { inFlight: places, waiting: 5 };
          const { add, handle, clock, inFlight } = oracleSite({ bulkhead });
          const sent = new Map<number, number>();
          const providers = behaviours.map((behaviour, index) => {
            let next = 0;
            return add(`p${index}`, {
              ask({ n }) {
                sent.set(n, (sent.get(n) ?? 0) + 1);
                const { afterMs, error }: Turn = behaviour[(next += 1) % behaviour.length] ?? {
                  afterMs: 0,
                  error: undefined,
                };
                return new Promise((resolve, reject) => {
                  clock.after(afterMs, () =>
                    error === undefined ? resolve(n) : reject(new CarusoError(error, error, { contract: 'oracle' })),
                  );
                });
              },
            });
          });
          const began = clock.now();
          const answers = wishes.map(() => 0);
          const ended = wishes.map(() => 0);
          wishes.forEach(({ timeoutMs, cancelAfter }, n) => {
            const controller = new AbortController();
            if (cancelAfter !== null) clock.after(cancelAfter, () => controller.abort());
            const tell = (value: unknown): void => {
              answers[n] = (answers[n] ?? 0) + 1;
              ended[n] = clock.now() - began;
              if (typeof value === 'number') expect(value).toBe(n);
              else expect(value).toBeInstanceOf(CarusoError);
            };
            handle.ask({ n }, { timeoutMs, signal: controller.signal }).then(tell, tell);
          });
          await clock.advance(3_000);
          expect(answers).toEqual(wishes.map(() => 1));
          wishes.forEach(({ timeoutMs }, n) => {
            expect(ended[n]).toBeLessThanOrEqual(timeoutMs + 50);
            expect(sent.get(n) ?? 0).toBeLessThanOrEqual(3);
          });
          for (const provider of providers) {
            expect(provider.calls.inFlight).toBe(0);
            expect(inFlight.of(provider)).toEqual([]);
            expect(provider.protection?.bulkhead.free ?? true).toBe(true);
          }
          expect(clock.pending()).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});
