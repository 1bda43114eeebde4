import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { GetJoined } from './transport-conformance.js';
import { failureOf } from './transport-under-test.js';
import type { JoinedTransport } from './transport-under-test.js';

/** What a provider may have made beyond what a resting reader took. */
const AHEAD = 5_000;

/** Values that arrive over time. */
export function streamTests(get: GetJoined): void {
  async function untilEnded(key: string): Promise<void> {
    await get().until(
      `the provider has ended "${key}"`,
      async () => (await get().service.fate({ key })).state === 'ended',
    );
  }

  describe('a stream', () => {
    it('brings every value in order, also to a reader that rests', async () => {
      const read: number[] = [];
      for await (const value of get().service.count({ key: 'all', to: 2_000 })) {
        read.push(value);
        if (value % 500 === 250) await sleep(20);
      }
      expect(read).toEqual(Array.from({ length: 2_000 }, (_none, index) => index));
      await untilEnded('all');
    });

    it('can be empty', async () => {
      const read: number[] = [];
      for await (const value of get().service.count({ key: 'none', to: 0 })) read.push(value);
      expect(read).toEqual([]);
    });

    it('does not run away from a reader that rests', async () => {
      const reading = get().service.count({ key: 'rest' })[Symbol.asyncIterator]();
      await reading.next();
      await sleep(300);
      const { sent } = await get().service.fate({ key: 'rest' });
      expect(sent).toBeLessThanOrEqual(AHEAD);
      await reading.return?.();
      await untilEnded('rest');
    });

    it('ends at the provider when the reader breaks off', async () => {
      for await (const value of get().service.count({ key: 'broken-off' })) if (value === 5) break;
      await untilEnded('broken-off');
    });

    it('ends on both sides when the reader fires its signal while it waits', async () => {
      const reader = new AbortController();
      const reading = get().service.silence({ key: 'silence' }, { signal: reader.signal })[Symbol.asyncIterator]();
      const next = reading.next();
      await get().until('it has begun', async () => (await get().service.fate({ key: 'silence' })).state === 'running');
      reader.abort();
      await expect(next).resolves.toMatchObject({ done: true });
      await untilEnded('silence');
    });

    it('fails with the code of its provider after the values before', async () => {
      const read: number[] = [];
      const reading = async (): Promise<void> => {
        for await (const value of get().service.countAndFail({ to: 3, code: 'refused' })) read.push(value);
      };
      expect(await failureOf(reading())).toMatchObject({
        code: 'refused',
        message: 'Counted to 3',
        details: { to: 3 },
      });
      expect(read).toEqual([0, 1, 2]);
    });

    it('with a time limit fails with "deadline"', async () => {
      const reading = get().service.silence({ key: 'limited' }, { timeoutMs: 200 })[Symbol.asyncIterator]();
      expect((await failureOf(reading.next()))?.code).toBe('deadline');
      await untilEnded('limited');
    });

    it('does not mix with others that run at the same time', async () => {
      const lengths = Array.from({ length: 8 }, (_none, index) => 50 * index);
      await expect(Promise.all(lengths.map((to, index) => readCount(get(), `many-${index}`, to)))).resolves.toEqual(
        lengths,
      );
    });
  });
}

/** How many values came; each in its place. */
async function readCount({ service }: JoinedTransport, key: string, to: number): Promise<number> {
  let expected = 0;
  for await (const value of service.count({ key, to })) {
    expect(value).toBe(expected);
    expected += 1;
  }
  return expected;
}
