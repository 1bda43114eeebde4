import { describe, expect, it } from 'vitest';
import type { AttributeInfo } from '../api/contracts.js';
import { greetingOf, trackOf } from './track.js';

const code = (value: string) => ({ value, label: { en: value } });
const state: AttributeInfo = {
  name: 'state',
  type: 'code',
  label: { en: 'State' },
  required: true,
  derived: false,
  codes: ['registered', 'confirmed', 'done', 'cancelled'].map(code),
};

describe('the way of a move through its states', () => {
  it('shows what lies behind, where it is and what is to come', () => {
    expect(trackOf(state, 'confirmed')?.map(({ value, place }) => `${value} ${place}`)).toEqual([
      'registered past',
      'confirmed now',
      'done future',
    ]);
  });

  it('is none for what was cancelled or has no states', () => {
    expect(trackOf(state, 'cancelled')).toBeNull();
    expect(trackOf(undefined, 'done')).toBeNull();
  });
});

describe('a greeting', () => {
  it.each([
    [6, 'morning'],
    [11, 'morning'],
    [12, 'afternoon'],
    [18, 'afternoon'],
    [19, 'evening'],
    [3, 'evening'],
  ])('at %d is good %s', (hour, greeting) => {
    expect(greetingOf(hour)).toBe(greeting);
  });
});
