import { describe, expect, it } from 'vitest';
import type { CallContext } from '../contract/index.js';
import {
  Greeting,
  greetingComponent,
  outcomeOf,
  untilInterrupted,
  virtualManager,
} from '../manager/fixtures/greeting.js';
import { oracleSite, unavailable } from './fixtures/site.js';

async function* oneThenSilence(call: CallContext): AsyncGenerator<number> {
  yield 1;
  await untilInterrupted(call);
}

async function* failing(): AsyncGenerator<number> {
  yield 1;
  throw new RangeError('oops');
}

async function readAll(stream: AsyncIterable<number>, values: number[]): Promise<number[]> {
  for await (const value of stream) values.push(value);
  return values;
}

describe('a stream', () => {
  it('ends at the provider when the consumer breaks off', async () => {
    const { manager } = virtualManager();
    const journal: string[] = [];
    async function* counting(call: CallContext) {
      try {
        for (let n = 1; ; n += 1) yield n;
      } finally {
        journal.push(`ended, aborted: ${call.signal.aborted}`);
      }
    }
    await manager.add([greetingComponent('greeter', { count: (_input, call) => counting(call) })]);
    for await (const value of manager.use(Greeting).count({ from: 1 })) if (value === 3) break;
    expect(journal).toEqual(['ended, aborted: true']);
    expect(manager.list()[0]?.calls).toMatchObject({ total: 1, failed: 0, inFlight: 0 });
  });

  it('ends for the consumer when the provider is stopped', async () => {
    const { manager } = virtualManager();
    await manager.add([greetingComponent('greeter', { count: (_input, call) => oneThenSilence(call) })]);
    const values: number[] = [];
    const reading = readAll(manager.use(Greeting).count({ from: 1 }), values);
    await new Promise(setImmediate);
    await manager.stop();
    await expect(reading).resolves.toEqual([1]);
  });

  it('ends when its reader fires the signal', async () => {
    const { manager } = virtualManager();
    await manager.add([greetingComponent('greeter', { count: (_input, call) => oneThenSilence(call) })]);
    const controller = new AbortController();
    const reading = readAll(manager.use(Greeting).count({ from: 1 }, { signal: controller.signal }), []);
    await new Promise(setImmediate);
    controller.abort();
    await expect(reading).resolves.toEqual([1]);
  });

  it('fails for its reader when the provider fails', async () => {
    const { manager, log } = virtualManager();
    await manager.add([greetingComponent('greeter', { count: () => failing() })]);
    const values: number[] = [];
    await expect(readAll(manager.use(Greeting).count({ from: 1 }), values)).rejects.toMatchObject({ code: 'internal' });
    expect(values).toEqual([1]);
    expect(log.lines).toHaveLength(1);
  });

  it('has no deadline unless its reader gives one', async () => {
    const { manager, clock } = virtualManager();
    await manager.add([greetingComponent('greeter', { count: (_input, call) => oneThenSilence(call) })]);
    const greeting = manager.use(Greeting);
    const endless = readAll(greeting.count({ from: 1 }), []);
    const limited = outcomeOf(readAll(greeting.count({ from: 1 }, { timeoutMs: 500 }), []));
    await clock.advance(60_000);
    expect(await limited).toMatchObject({ error: { code: 'deadline' } });
    expect(manager.list()[0]?.calls.inFlight).toBe(1);
    await manager.stop();
    await expect(endless).resolves.toEqual([1]);
  });

  it.each([0, -1, NaN, 600_001])('with a time limit of %s ms is refused like any call', async (timeoutMs) => {
    const { manager } = virtualManager();
    await manager.add([greetingComponent('greeter')]);
    const stream = manager.use(Greeting).count({ from: 1 }, { timeoutMs });
    await expect(readAll(stream, [])).rejects.toMatchObject({ code: 'invalid' });
  });

  it('without a provider fails when it is read', async () => {
    const { manager } = virtualManager();
    const stream = manager.use(Greeting).count({ from: 1 });
    await expect(readAll(stream, [])).rejects.toMatchObject({ code: 'no-provider' });
  });
});

describe('a silent stream opened while the breaker looks whether the provider works again', () => {
  async function halfOpen() {
    const site = oracleSite({ breaker: { window: 2, minimumCalls: 2 }, retry: { atMost: 0 } });
    let away = true;
    const provider = site.add('a', {
      ask: async ({ n }) => (away ? Promise.reject(unavailable()) : n),
      watch: (_input, call) => oneThenSilence(call),
    });
    for (let n = 0; n < 2; n += 1) await outcomeOf(site.handle.ask({ n }));
    expect(provider.protection?.breaker.seen).toBe('open');
    away = false;
    await site.clock.advance(2_000);
    const stream = site.handle.watch({ n: 1 })[Symbol.asyncIterator]();
    return { ...site, provider, stream };
  }

  it('keeps no other call from trying', async () => {
    const { handle, provider, stream } = await halfOpen();
    void outcomeOf(stream.next().then(() => stream.next()));
    await expect(handle.ask({ n: 7 })).resolves.toBe(7);
    expect(provider.protection?.breaker.seen).toBe('closed');
    await stream.return?.();
  });

  it('closes it with its first value', async () => {
    const { provider, stream } = await halfOpen();
    expect(await stream.next()).toEqual({ done: false, value: 1 });
    expect(provider.protection?.breaker.seen).toBe('closed');
    await stream.return?.();
  });
});
