import { describe, expect, it } from 'vitest';
import { periodBetween, periodOf } from './period.js';

const now = new Date(2026, 10, 22, 15, 30);
const day = (month: number, date: number) => new Date(2026, month - 1, date).toISOString();

describe('the period of a report', () => {
  it('is whole days of the reader’s calendar', () => {
    expect(periodOf('today', now)).toEqual({ from: day(11, 22), to: day(11, 23) });
    expect(periodOf('yesterday', now)).toEqual({ from: day(11, 21), to: day(11, 22) });
    expect(periodOf('week', now)).toEqual({ from: day(11, 16), to: day(11, 23) });
  });

  it('goes over the end of a month', () => {
    expect(periodOf('yesterday', new Date(2026, 10, 1, 0, 5))).toEqual({ from: day(10, 31), to: day(11, 1) });
  });

  it('of one’s own contains its last day', () => {
    expect(periodBetween('2026-11-01', '2026-11-01')).toEqual({ from: day(11, 1), to: day(11, 2) });
  });

  it('must not be the wrong way round or incomplete', () => {
    expect(periodBetween('2026-11-02', '2026-11-01')).toBeNull();
    expect(periodBetween('', '2026-11-01')).toBeNull();
  });
});
