import { Big } from 'big.js';

/** Digits of the longest number that is taken for one. */
const MOST_DIGITS = 40;

/**
 * A decimal number as canonical text: a point, no plus sign, no leading zeros, no minus zero, no point without digits
 * after it; the digits after the point stay as many as there were. `007,50` with the comma gives `7.50`.
 */
export function decimalText(text: string, point: '.' | ',' | 'either' = '.'): string | undefined {
  const match = /^([+-]?)(\d*)(?:([.,])(\d*))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', mark, fraction = ''] = match;
  if (mark !== undefined && point !== 'either' && mark !== point) return undefined;
  const digits = whole.length + fraction.length;
  if (digits === 0 || digits > MOST_DIGITS) return undefined;
  const value = (whole.replace(/^0+/, '') || '0') + (fraction === '' ? '' : `.${fraction}`);
  return sign === '-' && /[1-9]/.test(value) ? `-${value}` : value;
}

/** With the opposite sign. */
export function negated(decimal: string): string {
  if (decimal.startsWith('-')) return decimal.slice(1);
  return /[1-9]/.test(decimal) ? `-${decimal}` : decimal;
}

/** The exact sum, with no more digits than it needs. */
export function sumOf(decimals: Iterable<string>): string {
  let sum = new Big(0);
  for (const decimal of decimals) sum = sum.plus(decimal);
  return sum.toFixed();
}

export function sameNumber(one: string, other: string): boolean {
  return new Big(one).eq(other);
}

/** A decimal times ten to the power of `exponent` (-40 to 40), exactly. */
export function timesPowerOfTen(decimal: string, exponent: number): string {
  return new Big(`${decimal}e${exponent}`).toFixed();
}

/** Whole cents as an amount with two digits after the point; `12` gives `0.12`. */
export function centsText(cents: string): string {
  const digits = cents.replace(/^0+/, '').padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
