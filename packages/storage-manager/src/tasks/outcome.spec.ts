import { CarusoError } from '@caruso/core-service-manager/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, taskBackOff } from './outcome.js';

describe('the back-off of a task', () => {
  it('doubles from 1 s and never exceeds 10 min', () => {
    expect([1, 2, 3, 4].map((attempt) => taskBackOff(attempt, 0))).toEqual([1_000, 2_000, 4_000, 8_000]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const wait = taskBackOff(attempt, random);
        return wait >= 1_000 && wait <= 600_000;
      }),
    );
  });
});

describe('a failed attempt', () => {
  it('is the last when the request is wrong or no attempt is left', () => {
    expect(decide(new CarusoError('not-found', ''), 1, 8, 0)).toEqual({ next: 'dead' });
    expect(decide(new CarusoError('deadline', ''), 8, 8, 0)).toEqual({ next: 'dead' });
    expect(decide(new CarusoError('deadline', ''), 7, 8, 0)).toEqual({ next: 'again', afterMs: 64_000 });
  });
});
