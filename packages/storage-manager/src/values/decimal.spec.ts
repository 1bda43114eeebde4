import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalDecimal, decimalKey, exceedsPrecision } from './decimal.js';

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.integer({ min: 0, max: 12 }))
  .map(([digits, scale]) => ({
    digits,
    scale,
    text: `${digits < 0n ? '-' : ''}${((text) => (scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`))((digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0'))}`,
  }));

describe('canonicalDecimal', () => {
  it.each([
    ['12.5', 2, '12.50'],
    ['-0.004', 2, '0.00'],
    ['-0.005', 2, '-0.01'],
    ['1e3', undefined, '1000'],
    ['1.50e-2', undefined, '0.015'],
    ['+007.10', undefined, '7.1'],
    ['.5', 1, '0.5'],
    ['999.995', 2, '1000.00'],
  ])('of %s with scale %s is %s', (text, scale, expected) => {
    expect(canonicalDecimal(text, scale)).toBe(expected);
  });

  it.each(['', '.', '-', 'abc', '1,5', '0x10', '1e9999', 'NaN', 'Infinity', '1 2'])('of %j is nothing', (text) => {
    expect(canonicalDecimal(text, 2)).toBeUndefined();
  });

  it('does not change a canonical text', () => {
    fc.assert(
      fc.property(decimal, fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }), ({ text }, scale) => {
        const once = canonicalDecimal(text, scale);
        expect(once).toBeDefined();
        expect(canonicalDecimal(once ?? '', scale)).toBe(once);
      }),
    );
  });
});

describe('decimalKey', () => {
  it('orders texts as the numbers are ordered', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const scale = 12;
        const value = ({ digits, scale: own }: typeof a) => digits * 10n ** BigInt(scale - own);
        const [x, y] = [value(a), value(b)];
        const [keyX, keyY] = [decimalKey(a.text) ?? '', decimalKey(b.text) ?? ''];
        expect(keyX < keyY).toBe(x < y);
        expect(keyX === keyY).toBe(x === y);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('exceedsPrecision', () => {
  it('counts the digits before the point', () => {
    expect(exceedsPrecision('-999.99', 5, 2)).toBe(false);
    expect(exceedsPrecision('1000.00', 5, 2)).toBe(true);
  });
});
