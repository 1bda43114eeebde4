import { describe, expect, it } from 'vitest';
import { oracleSite } from '../calls/fixtures/site.js';
import { outcomeOf } from '../manager/fixtures/greeting.js';

function open() {
  const ends: ((value: number) => void)[] = [];
  return { ends, change: () => new Promise<number>((resolve) => ends.push(resolve)) };
}

const narrow = { bulkhead: { inFlight: 2, waiting: 2 } };

describe('the bulkhead of a provider', () => {
  it('lets so many in, lets so many wait in order, and refuses the next', async () => {
    const { add, handle } = oracleSite(narrow);
    const { ends, change } = open();
    const provider = add('a', { change });
    const calls = [1, 2, 3, 4].map((n) => handle.change({ n }));
    await expect(handle.change({ n: 5 })).rejects.toMatchObject({
      code: 'overloaded',
      details: { inFlight: 2, waiting: 2 },
    });
    expect([ends.length, provider.calls.inFlight, provider.calls.rejected]).toEqual([2, 2, 1]);
    ends[0]?.(10);
    await calls[0];
    expect(ends).toHaveLength(3);
    ends[1]?.(20);
    await calls[1];
    ends[2]?.(30);
    ends[3]?.(40);
    await expect(Promise.all(calls)).resolves.toEqual([10, 20, 30, 40]);
  });

  it('gives up the place in the queue at the deadline', async () => {
    const { add, handle, clock } = oracleSite(narrow);
    const { ends, change } = open();
    add('a', { change });
    const first = handle.change({ n: 1 });
    void handle.change({ n: 2 });
    const waiting = outcomeOf(handle.change({ n: 3 }, { timeoutMs: 100 }));
    await clock.advance(150);
    expect(await waiting).toMatchObject({ error: { code: 'deadline' } });
    ends[0]?.(1);
    await first;
    expect(ends).toHaveLength(2);
  });

  it('sends who waits to the new provider when its own is replaced', async () => {
    const { add, handle, registry } = oracleSite(narrow);
    const { ends, change } = open();
    const old = add('a', { change });
    const running = [1, 2].map((n) => handle.change({ n }));
    const waiting = handle.change({ n: 3 });
    registry.exchange([old], []);
    add('a', { change: async () => 99 });
    ends[0]?.(1);
    await expect(waiting).resolves.toBe(99);
    expect(old.calls.total).toBe(2);
    ends[1]?.(2);
    await expect(Promise.all(running)).resolves.toEqual([1, 2]);
  });

  it('does not let a provider wait for itself', async () => {
    const { add, handle } = oracleSite({ bulkhead: { inFlight: 1, waiting: 1 } });
    add('a', { ask: async (input) => (await handle.change(input)) + 1, change: async ({ n }) => n });
    await expect(handle.ask({ n: 1 })).resolves.toBe(2);
  });

  it('takes a long queue of calls that fail at once', async () => {
    const { add, handle } = oracleSite({ bulkhead: { inFlight: 1, waiting: 10_000 } });
    const { ends, change } = open();
    add('a', {
      change,
      ask() {
        throw new RangeError('oops');
      },
    });
    const first = handle.change({ n: 0 });
    const waiting = Array.from({ length: 10_000 }, (_value, n) => handle.ask({ n }).catch(() => 'failed'));
    ends[0]?.(1);
    await first;
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['failed']));
  });
});
