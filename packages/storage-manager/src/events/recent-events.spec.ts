import { describe, expect, it } from 'vitest';
import { createRecentEvents } from './recent-events.js';

const event = (seq: number) => ({ seq, id: String(seq), at: '2026-01-01T00:00:00.000Z', type: 'x.y', data: {} });
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => event(from + index));

describe('recent events', () => {
  it('sends a follower that is behind them to the table', () => {
    const recent = createRecentEvents(10);
    expect(recent.after(9, 5)).toBeUndefined();
    recent.add(range(11, 13));
    expect(recent.after(9, 5)).toBeUndefined();
    expect(recent.after(10, 2)?.map(({ seq }) => seq)).toEqual([11, 12]);
    expect(recent.after(13, 5)).toEqual([]);
  });

  it('forget what is before a gap, and never go back', () => {
    const recent = createRecentEvents(0);
    recent.add(range(1, 3));
    recent.add(range(5, 6));
    recent.add(range(4, 4));
    expect(recent.after(3, 9)).toBeUndefined();
    expect(recent.after(4, 9)?.map(({ seq }) => seq)).toEqual([5, 6]);
    expect(recent.lastSeq).toBe(6);
  });

  it('stay bounded', () => {
    const recent = createRecentEvents(0);
    for (let from = 1; from < 20_000; from += 100) recent.add(range(from, from + 99));
    expect(recent.after(10_000, 5)).toBeUndefined();
    expect(recent.after(19_999, 5)).toHaveLength(1);
  });
});
