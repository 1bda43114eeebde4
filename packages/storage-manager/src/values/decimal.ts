/** A decimal number in parts: value = sign × digits × 10^-scale. */
interface Decimal {
  readonly negative: boolean;
  readonly digits: bigint;
  readonly scale: number;
}

const syntax = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?\s*$/;

function parse(text: string): Decimal | undefined {
  const match = syntax.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale >= 0
    ? { negative: sign === '-', digits, scale }
    : { negative: sign === '-', digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

/** Half away from zero, as PostgreSQL rounds `numeric`. */
function rescale(value: Decimal, scale: number): Decimal {
  if (value.scale <= scale) return { ...value, digits: value.digits * 10n ** BigInt(scale - value.scale), scale };
  const divisor = 10n ** BigInt(value.scale - scale);
  const rest = value.digits % divisor;
  return { ...value, digits: value.digits / divisor + (rest * 2n >= divisor ? 1n : 0n), scale };
}

function print({ negative, digits, scale }: Decimal): string {
  const text = digits.toString().padStart(scale + 1, '0');
  const sign = negative && digits !== 0n ? '-' : '';
  return scale === 0 ? sign + text : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/**
 * The canonical text of a decimal: no exponent, no plus sign, no leading zeros, no minus zero, and `scale` digits behind
 * the point (without `scale`: as many as needed). `undefined` when the text is not a decimal number.
 */
export function canonicalDecimal(text: string, scale?: number): string | undefined {
  const value = parse(text);
  if (!value) return undefined;
  if (scale !== undefined) return print(rescale(value, scale));
  const printed = print(value);
  return printed.includes('.') ? printed.replace(/\.?0+$/, '') : printed;
}

/** True when the canonical decimal has more digits before the point than `precision - scale` allows. */
export function exceedsPrecision(canonical: string, precision: number, scale: number): boolean {
  const whole = canonical.replace('-', '').split('.')[0] ?? '';
  return whole.replace(/^0+/, '').length > precision - scale;
}

const keyWidth = 4;

/**
 * A text whose code point order is the numeric order of the decimals, for databases that keep decimals as text:
 * a letter for the sign, the number of whole digits, then the digits; of a negative number every digit is complemented.
 */
export function decimalKey(text: string, scale?: number): string | undefined {
  const canonical = canonicalDecimal(text, scale);
  if (canonical === undefined) return undefined;
  const short = canonicalDecimal(canonical) ?? canonical;
  const negative = short.startsWith('-');
  const [whole = '0', fraction = ''] = short.replace('-', '').split('.');
  const significant = whole === '0' ? '' : whole;
  const key = significant.length.toString().padStart(keyWidth, '0') + significant + fraction;
  if (!negative) return `p${key}`;
  // `~` ends the complement, so that -1.5 comes before -1.
  return `n${key.replace(/\d/g, (digit) => String(9 - Number(digit)))}~`;
}
