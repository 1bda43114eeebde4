import { describe, expect, it } from 'vitest';
import { follow } from './follow.js';

async function* values(...given: readonly number[]): AsyncIterable<number> {
  yield* given;
}

function failing(): AsyncIterable<number> {
  return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('nobody there')) }) };
}

describe('a followed stream', () => {
  it('is opened again when its provider is replaced, and says so, because something may have been missed', async () => {
    const ended = new AbortController();
    const streams = [values(1, 2), values(3)];
    const taken: (number | string)[] = [];
    await follow(
      () => streams.shift() ?? values(),
      (value) => {
        taken.push(value);
        if (value === 3) ended.abort();
      },
      { signal: ended.signal, againMs: 1, opened: () => void taken.push('opened'), lost: () => {} },
    );
    expect(taken).toEqual(['opened', 1, 2, 'opened', 3]);
  });

  it('tells of a missing provider once, not at every attempt', async () => {
    const ended = new AbortController();
    const reasons: string[] = [];
    let attempts = 0;
    await follow(
      () => {
        attempts += 1;
        if (attempts === 5) ended.abort();
        return failing();
      },
      () => {},
      { signal: ended.signal, againMs: 1, lost: (reason) => reasons.push(reason) },
    );
    expect({ attempts, reasons }).toEqual({ attempts: 5, reasons: ['nobody there'] });
  });

  it('is not opened at all when its reader has gone already', async () => {
    let opened = 0;
    await follow(
      () => {
        opened += 1;
        return values(1);
      },
      () => {},
      { signal: AbortSignal.abort(), againMs: 1, lost: () => {} },
    );
    expect(opened).toBe(0);
  });
});
