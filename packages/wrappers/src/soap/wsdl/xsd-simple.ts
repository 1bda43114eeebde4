import { z } from 'zod';

export type Direction = 'input' | 'output';

const INTEGERS = new Set(['int', 'short', 'byte', 'unsignedShort', 'unsignedByte', 'unsignedInt']);
/** Without bound, or beyond what a number holds exactly: text. */
const LONG = new Set([
  'long', 'integer', 'unsignedLong', 'positiveInteger', 'nonNegativeInteger', 'negativeInteger', 'nonPositiveInteger',
]); // prettier-ignore
const FLOATS = new Set(['float', 'double']);

/** XSD allows a zone behind a date, and none behind a time: what systems send is kept as text. */
const date = z.string().regex(/^-?\d{4,}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?$/, 'a date, such as 2026-01-31');
const dateTime = z
  .string()
  .regex(/^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/, 'an instant, such as 2026-01-31T09:00:00Z');
const long = z.string().regex(/^[+-]?\d+$/, 'a whole number as text');
const decimal = z.string().regex(/^[+-]?(\d+(\.\d*)?|\.\d+)$/, 'a decimal number as text, such as "-12.50"');

/** A built-in type of XML Schema (part 2) by its local name; text for those not named here. */
export function builtIn(name: string, direction: Direction): z.ZodType {
  const output = direction === 'output';
  if (name === 'boolean') return output ? z.preprocess(asBoolean, z.boolean()) : z.boolean();
  if (INTEGERS.has(name)) return output ? z.preprocess(asNumber, z.int()) : z.int();
  if (FLOATS.has(name)) return output ? z.preprocess(asNumber, z.number()) : z.number();
  if (LONG.has(name)) return output ? z.preprocess(asText, long) : z.union([long, z.int()]);
  if (name === 'decimal') return output ? z.preprocess(asText, decimal) : decimal;
  if (name === 'date') return output ? z.preprocess(asText, z.string()) : date;
  if (name === 'dateTime') return output ? z.preprocess(asText, z.string()) : dateTime;
  if (name === 'anyType' || name === 'anySimpleType')
    return output ? z.json() : z.union([z.string(), z.number(), z.boolean()]);
  return output ? z.preprocess(asText, z.string()) : z.string();
}

/** Types whose text the library must not turn into something else: amounts into floats, dates into instants. */
export const KEPT_AS_TEXT: readonly string[] = [
  ...LONG,
  ...FLOATS,
  ...INTEGERS,
  'decimal',
  'date',
  'dateTime',
  'boolean',
  'bool',
];

/** Text with attributes (`xsi:type` for one) comes as an object. */
export function bare(value: unknown): unknown {
  return typeof value === 'object' && value !== null && '$value' in value ? value.$value : value;
}

function asText(value: unknown): unknown {
  const found = bare(value);
  return typeof found === 'number' || typeof found === 'boolean' ? String(found) : (found ?? value);
}

function asNumber(value: unknown): unknown {
  const found = bare(value);
  return typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
}

function asBoolean(value: unknown): unknown {
  const found = bare(value);
  if (typeof found !== 'string') return found;
  const text = found.trim().toLowerCase();
  return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : found;
}
