import { describe, expect, it } from 'vitest';
import { elsewhere, oracleSite } from './fixtures/site.js';

describe('a direct call', () => {
  it('reaches the provider in the same turn and is counted while it runs', async () => {
    const { add, handle } = oracleSite();
    const seen: number[] = [];
    const provider = add('a', {
      async peek({ n }) {
        seen.push(n, provider.calls.inFlight);
        return n;
      },
    });
    const answer = handle.peek({ n: 7 });
    expect(seen).toEqual([7, 1]);
    await expect(answer).resolves.toBe(7);
    expect(provider.calls).toMatchObject({ total: 1, inFlight: 0, failed: 0 });
  });

  it('has no deadline, takes no timer and is not repeated', async () => {
    const { add, handle, clock } = oracleSite();
    let calls = 0;
    add('a', {
      peek(_input, call) {
        calls += 1;
        expect(call.deadline).toBeUndefined();
        return Promise.reject(new RangeError('oops'));
      },
    });
    await expect(handle.peek({ n: 1 })).rejects.toMatchObject({ name: 'CarusoError', code: 'internal' });
    expect([calls, clock.pending()]).toEqual([1, 0]);
  });

  it('goes to the new provider after a replacement, and wakes who waits for the old one', async () => {
    const { add, handle, registry } = oracleSite();
    const { promise, resolve } = Promise.withResolvers<number>();
    const old = add('a', { peek: () => promise });
    const first = handle.peek({ n: 1 });
    let idle = false;
    old.whenIdle = () => void (idle = true);
    registry.exchange([old], []);
    add('b', { peek: async () => 2 });
    await expect(handle.peek({ n: 1 })).resolves.toBe(2);
    expect(idle).toBe(false);
    resolve(1);
    await expect(first).resolves.toBe(1);
    expect(idle).toBe(true);
  });

  it('has a deadline after all when the provider is in another process', async () => {
    const { add, handle, clock } = oracleSite();
    const deadlines: unknown[] = [];
    add('a', { peek: async (_input, call) => deadlines.push(call.deadline) }, elsewhere);
    await handle.peek({ n: 1 });
    expect(deadlines).toEqual([clock.now() + 30_000]);
  });

  it('waits while the state of its provider is handed over', async () => {
    const { add, handle, registry } = oracleSite();
    const old = add('a', { peek: async () => 1 });
    const release = registry.hold([old]);
    const answer = handle.peek({ n: 0 });
    registry.exchange([old], []);
    add('b', { peek: async () => 2 });
    release();
    await expect(answer).resolves.toBe(2);
    expect(old.calls.total).toBe(0);
  });
});
