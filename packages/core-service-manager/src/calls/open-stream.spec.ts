import { describe, expect, it } from 'vitest';
import type { CallContext } from '../contract/index.js';
import {
  Greeting,
  greetingComponent,
  outcomeOf,
  untilInterrupted,
  virtualManager,
} from '../manager/fixtures/greeting.js';

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

  it('without a provider fails when it is read', async () => {
    const { manager } = virtualManager();
    const stream = manager.use(Greeting).count({ from: 1 });
    await expect(readAll(stream, [])).rejects.toMatchObject({ code: 'no-provider' });
  });
});
