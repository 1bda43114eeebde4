import type { Shape } from '@caruso/core-service-manager/wrapper-kit';
import { NumberText } from './read-json.js';

/**
 * Gives every number the form its shape wants: decimals as text with the digits the system wrote, others as numbers. Also text
 * where the system sends a number for what is a text here (an account number).
 */
export function settleNumbers(value: unknown, shape: Shape | undefined): unknown {
  if (value instanceof NumberText) return settled(value.text, shape);
  if (Array.isArray(value)) {
    const item = isList(shape) ? shape[0] : undefined;
    return value.map((entry) => settleNumbers(entry, item));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, settleNumbers(entry, fieldOf(shape, key))]),
  );
}

function settled(text: string, shape: Shape | undefined): unknown {
  const word = typeof shape === 'string' ? shape.replace(/\?$/, '') : undefined;
  if (word === 'decimal') return plain(text);
  return word === 'text' ? text : Number(text);
}

/** `1.5e3` without its exponent; amounts beyond a thousand digits stay as they are and are refused by the schema. */
function plain(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponentText] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const exponent = Number(exponentText ?? 0);
  if (exponentText === undefined || Math.abs(exponent) > 1000) return text;
  const digits = whole + fraction;
  const point = whole.length + exponent;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length)
    return `${sign}${digits}${'0'.repeat(point - digits.length)}`.replace(/^(-?)0+(?=\d)/, '$1');
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`.replace(/^(-?)0+(?=\d)/, '$1');
}

function isList(shape: Shape | undefined): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function fieldOf(shape: Shape | undefined, key: string): Shape | undefined {
  if (typeof shape !== 'object' || isList(shape)) return undefined;
  const fields = shape as Readonly<Record<string, Shape>>;
  return fields[key] ?? fields[`${key}?`];
}
