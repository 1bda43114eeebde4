import { BOOLEAN, NUMBER, TEXT, UNKNOWN } from '../types/value-types.js';
import type { BuiltIn } from './built-in.js';

const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** DMN 1.5, 10.3.4.1 and 10.3.4.2. `is defined` tells null and missing from the rest. */
export const conversionFunctions: readonly BuiltIn[] = [
  { name: 'string', parameters: [{ name: 'from', type: UNKNOWN }], result: TEXT, run: ([value]) => asText(value) },
  {
    name: 'number',
    parameters: [
      { name: 'from', type: TEXT },
      { name: 'grouping separator', type: TEXT, nullable: true },
      { name: 'decimal separator', type: TEXT, nullable: true },
    ],
    optional: 2,
    result: NUMBER,
    run: ([text, grouping, decimal]) => asNumber(String(text), String(grouping ?? ''), String(decimal ?? '.')),
  },
  { name: 'number', parameters: [{ name: 'from', type: NUMBER }], result: NUMBER, run: ([value]) => value },
  {
    name: 'not',
    parameters: [{ name: 'negand', type: BOOLEAN }],
    result: BOOLEAN,
    run: ([value]) => value === false,
  },
  {
    name: 'is defined',
    parameters: [{ name: 'value', type: UNKNOWN }],
    result: BOOLEAN,
    run: ([value]) => value !== null,
  },
];

function asNumber(text: string, grouping: string, decimal: string): number | null {
  const separators = ['', ' ', ',', '.'].includes(grouping) && [',', '.'].includes(decimal);
  if (!separators || grouping === decimal) return null;
  const plain = (grouping === '' ? text : text.replaceAll(grouping, '')).replace(decimal, '.').trim();
  const value = numberPattern.test(plain) ? Number(plain) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

function asText(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    // A value that holds itself has no text.
    return null;
  }
}
