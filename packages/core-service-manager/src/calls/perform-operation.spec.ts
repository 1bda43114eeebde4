import { describe, expect, it } from 'vitest';
import { CarusoError } from '../contract/index.js';
import {
  Greeting,
  greetingComponent,
  outcomeOf,
  untilInterrupted,
  virtualManager,
} from '../manager/fixtures/greeting.js';

import { oracleSite, unavailable } from './fixtures/site.js';

describe('a call of an operation', () => {
  it('fails with its name when its deadline is over, and the provider sees it', async () => {
    const { manager, clock } = virtualManager();
    const seen: unknown[] = [];
    await manager.add([
      greetingComponent('slow', {
        greet: (_input, call) => untilInterrupted(call).catch((e: unknown) => Promise.reject(seen.push(e))),
      }),
    ]);
    const outcome = outcomeOf(manager.use(Greeting).greet({ name: 'Ana' }));
    await clock.advance(1_100);
    expect(await outcome).toMatchObject({
      error: { code: 'deadline', message: expect.stringContaining('greeting.greet') },
    });
    expect(seen).toMatchObject([{ code: 'deadline' }]);
  });

  it('may take as long as its caller allows', async () => {
    const { manager, clock } = virtualManager();
    await manager.add([
      greetingComponent('slow', { length: () => new Promise((resolve) => clock.after(1_500, () => resolve(1))) }),
    ]);
    const greeting = manager.use(Greeting);
    const short = outcomeOf(greeting.length({ name: 'A' }, { timeoutMs: 1_000 }));
    const long = outcomeOf(greeting.length({ name: 'A' }, { timeoutMs: 2_000 }));
    await clock.advance(2_100);
    expect(await short).toMatchObject({ error: { code: 'deadline' } });
    expect(await long).toEqual({ value: 1 });
  });

  it('leaves no timer behind once all calls have ended', async () => {
    const { manager, clock } = virtualManager();
    await manager.add([greetingComponent('greeter')]);
    await manager.use(Greeting).length({ name: 'Ana' });
    await clock.advance(100);
    expect(clock.pending()).toBe(0);
  });

  it('is cancelled by the signal of its caller', async () => {
    const { manager } = virtualManager();
    await manager.add([greetingComponent('slow', { length: (_input, call) => untilInterrupted(call) })]);
    const controller = new AbortController();
    const call = manager.use(Greeting).length({ name: 'Ana' }, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('hands principal and idempotency key to the provider', async () => {
    const { manager } = virtualManager();
    const principal = { kind: 'user', id: 'u1', name: 'Ana', roles: [] } as const;
    const seen: unknown[] = [];
    await manager.add([
      greetingComponent('greeter', {
        length: async (_input, call) => seen.push(call.principal, call.idempotencyKey),
      }),
    ]);
    await manager
      .use(Greeting)
      .length({ name: 'Ana' }, { principal: { ...principal, roles: [] }, idempotencyKey: 'k1' });
    expect(seen).toEqual([principal, 'k1']);
  });

  it('logs what no provider should throw, once, however many services it passes', async () => {
    const { manager, log } = virtualManager();
    await manager.add([
      greetingComponent('greeter', {
        length: () => Promise.reject(new RangeError('oops')),
        greet: async ({ name }) => ({ text: String(await manager.use(Greeting).length({ name })) }),
      }),
    ]);
    await expect(manager.use(Greeting).greet({ name: 'Ana' })).rejects.toMatchObject({
      code: 'internal',
      message: 'oops',
    });
    const errors = log.lines.filter(({ level }) => level === 'error');
    expect(errors).toMatchObject([{ fields: { component: 'greeter', operation: 'greeting.length' } }]);
  });

  it('passes refusals on as they are and does not count them as failures', async () => {
    const { manager, log } = virtualManager();
    await manager.add([
      greetingComponent('greeter', { length: () => Promise.reject(new CarusoError('not-found', 'no such name')) }),
    ]);
    await expect(manager.use(Greeting).length({ name: 'Ana' })).rejects.toMatchObject({ code: 'not-found' });
    expect(manager.list()[0]).toMatchObject({ contract: 'greeting', calls: { total: 1, failed: 0, inFlight: 0 } });
    expect(log.lines).toEqual([]);
  });

  it('refuses a time that is none', async () => {
    const { manager } = virtualManager();
    await manager.add([greetingComponent('greeter')]);
    const greeting = manager.use(Greeting);
    for (const timeoutMs of [0, Number.NaN, 600_001]) {
      await expect(greeting.length({ name: 'Ana' }, { timeoutMs })).rejects.toMatchObject({ code: 'invalid' });
    }
  });
});

describe('a call that loses its turn in the moment in which its time is over', () => {
  it('ends once, and the others keep their deadlines', async () => {
    const { add, handle, clock } = oracleSite({
      bulkhead: { inFlight: 1, waiting: 5 },
      breaker: { window: 2, minimumCalls: 2, openMs: 20_000 },
    });
    let asked = 0;
    const provider = add('a', {
      ask: () => ((asked += 1) === 1 ? Promise.reject(unavailable()) : new Promise(() => undefined)),
      async *watch() {
        yield await new Promise<number>(() => undefined);
      },
    });
    const stream = handle.watch({ n: 0 }, { timeoutMs: 8_000 })[Symbol.asyncIterator]();
    const read = outcomeOf(stream.next());
    // The older one fails, and finds the place taken when it comes again.
    const older = outcomeOf(handle.ask({ n: 1 }, { timeoutMs: 2_010 }));
    await clock.advance(10);
    const younger = outcomeOf(handle.ask({ n: 2 }, { timeoutMs: 2_000 }));
    await clock.advance(3_000);
    expect([await older, await younger]).toMatchObject([
      { error: { code: 'unavailable' } },
      { error: { code: 'deadline' } },
    ]);
    expect(provider.calls.rejected).toBe(1);
    await clock.advance(6_000);
    expect(await Promise.race([read, new Promise((resolve) => setImmediate(resolve, 'no deadline'))])).toMatchObject({
      error: { code: 'deadline' },
    });
  });
});
