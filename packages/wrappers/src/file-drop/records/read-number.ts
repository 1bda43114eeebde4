import type { Reading } from './reading.js';

interface NumberFormat {
  readonly decimal: '.' | ',';
  readonly group?: string | undefined;
}

/**
 * Canonical decimal text (`-12.50`) of what a file writes: decimal comma, thousands, sign in front or behind (`12,50-`).
 * With `scale` the decimal sign is not written. Never by way of a float.
 */
export function readDecimal(text: string, format: NumberFormat & { readonly scale?: number | undefined }): Reading {
  const wrong: Reading = { wrong: `"${text}" is no decimal` };
  const compact = format.group === undefined ? text : withoutGroups(text, format.group, format.decimal);
  if (compact === undefined) return wrong;
  const point = format.decimal === '.' ? '\\.' : ',';
  const found = new RegExp(`^([+-]?)(\\d*)(?:${point}(\\d*))?([+-]?)$`).exec(compact);
  if (found === null) return wrong;
  const [, before = '', whole = '', behind, after = ''] = found;
  if (whole + (behind ?? '') === '' || (before !== '' && after !== '')) return wrong;
  if (format.scale !== undefined && behind !== undefined) {
    return { wrong: `"${text}" has a decimal sign, where ${format.scale} decimals are implied` };
  }
  const digits = whole.padStart((format.scale ?? 0) + 1, '0');
  const cut = digits.length - (format.scale ?? 0);
  const fraction = format.scale === undefined ? (behind ?? '') : digits.slice(cut);
  const plain = digits.slice(0, cut).replace(/^0+(?=\d)/, '');
  const minus = (before === '-' || after === '-') && /[1-9]/.test(digits + fraction) ? '-' : '';
  return { value: fraction === '' ? minus + plain : `${minus}${plain}.${fraction}` };
}

/** A whole number; decimals of nothing but zeros are let through. */
export function readInteger(text: string, format: NumberFormat): Reading {
  const decimal = readDecimal(text, format);
  if ('wrong' in decimal) return { wrong: `"${text}" is no whole number` };
  const [whole = '', fraction = ''] = String(decimal.value).split('.');
  if (/[1-9]/.test(fraction)) return { wrong: `"${text}" is no whole number` };
  return Number.isSafeInteger(Number(whole))
    ? { value: Number(whole) }
    : { wrong: `"${text}" is too large for an integer; take it as decimal or text` };
}

/** `1.234.567,8` with its thousands taken out; undefined when they do not stand in threes. */
function withoutGroups(text: string, group: string, decimal: string): string | undefined {
  const at = text.indexOf(decimal);
  const whole = at < 0 ? text : text.slice(0, at);
  const parts = whole.split(group);
  const inThrees = parts.every((part, index) =>
    index === 0 ? /^[+-]?\d{0,3}$/.test(part) : /^\d{3}[+-]?$/.test(part),
  );
  if (parts.length > 1 && !inThrees) return undefined;
  return parts.join('') + (at < 0 ? '' : text.slice(at));
}
