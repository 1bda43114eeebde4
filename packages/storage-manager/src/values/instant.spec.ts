import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalDate, canonicalInstant } from './instant.js';

describe('canonicalInstant', () => {
  it.each([
    ['2026-03-29 02:30:00', '2026-03-29T02:30:00.000Z'],
    ['2026-03-29 02:30:00.1234567+00', '2026-03-29T02:30:00.123Z'],
    ['2026-03-29T02:30:00-0530', '2026-03-29T08:00:00.000Z'],
    ['2026-03-29T02:30Z', '2026-03-29T02:30:00.000Z'],
    ['2026-03-29', '2026-03-29T00:00:00.000Z'],
  ])('of %s is %s', (text, expected) => {
    expect(canonicalInstant(text)).toBe(expected);
  });

  it.each(['', 'now', '2026-02-30T00:00:00Z', '2026-01-01T25:00:00Z', 'infinity', '20260101'])(
    'of %j is nothing',
    (text) => {
      expect(canonicalInstant(text)).toBeUndefined();
    },
  );

  it('does not change a canonical text', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true }),
        (date) => {
          expect(canonicalInstant(date.toISOString())).toBe(date.toISOString());
        },
      ),
    );
  });
});

describe('canonicalDate', () => {
  it('cuts a time off and refuses days that do not exist', () => {
    expect(canonicalDate('2024-02-29 13:00:00')).toBe('2024-02-29');
    expect(canonicalDate('2026-02-29')).toBeUndefined();
  });
});
