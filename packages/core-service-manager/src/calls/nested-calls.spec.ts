import { describe, expect, it } from 'vitest';
import { outcomeOf, untilInterrupted } from '../manager/fixtures/greeting.js';
import { oracleSite } from './fixtures/site.js';

const never = () => new Promise<never>(() => undefined);

describe('a call within a call', () => {
  it('has no later deadline than the call that makes it', async () => {
    const { add, handle, clock } = oracleSite();
    const deadlines: (number | undefined)[] = [];
    add('a', {
      async ask(input, call) {
        deadlines.push(call.deadline);
        await new Promise(setImmediate);
        return handle.change(input);
      },
      async change({ n }, call) {
        deadlines.push(call.deadline);
        return n;
      },
    });
    await handle.ask({ n: 1 }, { timeoutMs: 700 });
    expect(deadlines).toEqual([clock.now() + 700, clock.now() + 700]);
  });

  it('ends with it', async () => {
    const { add, handle, clock } = oracleSite();
    const seen: unknown[] = [];
    add('a', {
      ask: (input) => handle.change(input),
      change: (_input, call) => untilInterrupted(call).catch((e: unknown) => Promise.reject(seen.push(e))),
    });
    const controller = new AbortController();
    const outcome = outcomeOf(handle.ask({ n: 1 }, { signal: controller.signal }));
    controller.abort();
    expect(await outcome).toMatchObject({ error: { code: 'cancelled' } });
    await clock.advance(100);
    expect(seen).toHaveLength(1);
  });

  it('goes on for its own time once the call that began it has been answered', async () => {
    const { add, handle, clock } = oracleSite();
    let background: Promise<unknown> = never();
    add('a', {
      async ask(input) {
        background = outcomeOf(handle.change(input, { timeoutMs: 2_000 }));
        return input.n;
      },
      change: () => new Promise((resolve) => clock.after(1_500, () => resolve(9))),
    });
    await handle.ask({ n: 1 }, { timeoutMs: 500 });
    await clock.advance(1_600);
    expect(await background).toEqual({ value: 9 });
  });

  it('made by work that outlives the call has nothing to do with it', async () => {
    const { add, handle, clock } = oracleSite();
    const later = Promise.withResolvers<unknown>();
    add('a', {
      async ask(input) {
        setImmediate(() => later.resolve(outcomeOf(handle.change(input))));
        return input.n;
      },
      change: () => new Promise((resolve) => clock.after(4_000, () => resolve(9))),
    });
    await handle.ask({ n: 1 }, { timeoutMs: 500 });
    await new Promise(setImmediate);
    await clock.advance(4_100);
    expect(await later.promise).toEqual({ value: 9 });
  });
});
