import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centsText, decimalText, negated, sumOf, timesPowerOfTen } from './decimal.js';

const amountOf = (value: bigint) => (value < 0n ? negated(centsText(String(-value))) : centsText(String(value)));

describe('an amount as text', () => {
  it.each([
    ['007,50', ',', '7.50'],
    ['9,', ',', '9'],
    [',5', ',', '0.5'],
    ['-0,00', ',', '0.00'],
    ['+12.5', '.', '12.5'],
    ['1,5', 'either', '1.5'],
    ['1,5', '.', undefined],
    ['1.234,50', 'either', undefined],
    ['', '.', undefined],
    ['-', '.', undefined],
    ['.', '.', undefined],
    ['1e3', '.', undefined],
    ['0x10', '.', undefined],
    ['1'.repeat(41), '.', undefined],
  ] as const)('reads "%s" with the point "%s" as %s', (text, point, expected) => {
    expect(decimalText(text, point)).toBe(expected);
  });

  const cents = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });

  it('adds up to the cent, far beyond what a float can hold', () => {
    fc.assert(
      fc.property(fc.array(cents, { maxLength: 20 }), (amounts) => {
        const sum = amounts.reduce((one, other) => one + other, 0n);
        expect(timesPowerOfTen(sumOf(amounts.map(amountOf)), 2)).toBe(String(sum));
      }),
    );
  });

  it('is its own canonical form, and its opposite twice negated', () => {
    fc.assert(
      fc.property(cents, (amount) => {
        expect(decimalText(amountOf(amount))).toBe(amountOf(amount));
        expect(negated(negated(amountOf(amount)))).toBe(amountOf(amount));
      }),
    );
  });
});
