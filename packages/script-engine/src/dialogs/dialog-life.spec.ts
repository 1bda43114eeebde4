import { describe, expect, it } from 'vitest';
import { nextStatus } from './dialog-life.js';

describe('the life of a dialog', () => {
  it('goes on until it ends, is transferred or abandoned', () => {
    expect(
      (['change', 'act', 'end', 'transfer', 'abandon'] as const).map((type) => nextStatus('asking', { type })),
    ).toEqual(['asking', 'acting', 'ended', 'transferred', 'abandoned']);
  });

  it('ends when its actions are done', () => {
    expect(nextStatus('acting', { type: 'settle' })).toBe('ended');
  });

  it.each(['acting', 'ended', 'transferred', 'abandoned'] as const)('cannot be changed when %s', (status) => {
    expect(nextStatus(status, { type: 'change' })).toBeNull();
    expect(nextStatus(status, { type: 'abandon' })).toBeNull();
  });

  it('that is over does not end again', () => {
    expect(
      (['ended', 'transferred', 'abandoned', 'asking'] as const).map((status) =>
        nextStatus(status, { type: 'settle' }),
      ),
    ).toEqual([null, null, null, null]);
  });
});
