import { describe, expect, it } from 'vitest';
import { readAnswer } from './read-answer.js';

const options = [
  { value: 'moving', text: 'Moving', digit: '1' },
  { value: '1', text: 'One', digit: '2' },
];

describe('an answer', () => {
  it.each([
    ['integer', '042', 42],
    ['integer', '1.5', undefined],
    ['integer', 1.5, undefined],
    ['integer', '1e3', undefined],
    ['decimal', '12,5', 12.5],
    ['decimal', '0x10', undefined],
    ['date', '2026-02-28', '2026-02-28'],
    ['date', '2026-02-30', undefined],
    ['date', 20260228, undefined],
    ['boolean', 'true', true],
    ['boolean', '1', undefined],
    ['email', ' ana@example.com ', 'ana@example.com'],
    ['email', 'ana@example', undefined],
    ['email', 'a b@example.com', undefined],
    ['phone', '+351 912 345 678', '+351912345678'],
    ['phone', 'none', undefined],
    ['text', ' x ', 'x'],
    ['text', { a: 1 }, undefined],
  ] as const)('of type %s given as %j is kept as %j', (type, given, kept) => {
    expect(readAnswer(type, given, [], false)).toBe(kept);
  });

  it('by digit names the option of that digit, and by value the option of that value', () => {
    expect(readAnswer('choice', '1', options, true)).toBe('moving');
    expect(readAnswer('choice', '1', options, false)).toBe('1');
    expect(readAnswer('choice', 'nothing', options, false)).toBeUndefined();
  });

  it('by digit is yes or no', () => {
    expect([
      readAnswer('boolean', '1', [], true),
      readAnswer('boolean', '2', [], true),
      readAnswer('boolean', '3', [], true),
    ]).toEqual([true, false, undefined]);
  });
});
