import type { ValueType } from '../contract/index.js';
import { compareDurations, parseDuration } from '../temporal/durations.js';
import type { Duration } from '../temporal/durations.js';
import { parseInstant, parseTime } from '../temporal/times.js';

const DEEPEST_VALUE = 64;

/** Whether two values are equal; null if they are of different types (DMN 1.5, 10.3.2.13, table 53). */
export function equal(kind: ValueType['kind'], a: unknown, b: unknown): boolean | null {
  if (a == null || b == null) return a == null && b == null;
  if (a === b) return true;
  if (typeof a === 'string' && typeof b === 'string') return equalTexts(kind, a, b);
  return deepEqual(a, b, 0);
}

function equalTexts(kind: ValueType['kind'], a: string, b: string): boolean | null {
  if (kind === 'date and time') return orNull(parseInstant(a), parseInstant(b), (x, y) => x === y);
  if (kind === 'time') return orNull(parseTime(a), parseTime(b), (x, y) => x === y);
  if (kind === 'duration') return orNull(parseDuration(a), parseDuration(b), sameDuration);
  return false;
}

function sameDuration(a: Duration, b: Duration): boolean | null {
  const order = compareDurations(a, b);
  return order === undefined ? null : order === 0;
}

function orNull<T>(a: T | undefined, b: T | undefined, test: (a: T, b: T) => boolean | null): boolean | null {
  return a === undefined || b === undefined ? null : test(a, b);
}

function deepEqual(a: unknown, b: unknown, depth: number): boolean | null {
  if (a == null || b == null) return a == null && b == null;
  if (typeof a !== typeof b || Array.isArray(a) !== Array.isArray(b)) return null;
  if (typeof a !== 'object' || a === b) return a === b;
  // A value that holds itself would never end.
  if (depth > DEEPEST_VALUE) return null;
  const [x, y] = [Object.entries(a), b as Readonly<Record<string, unknown>>];
  if (x.length !== Object.keys(y).length) return false;
  return x.every(([key, value]) => Object.hasOwn(y, key) && deepEqual(value, y[key], depth + 1) === true);
}
