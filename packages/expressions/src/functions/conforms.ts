import type { ValueType } from '../contract/index.js';
import { parseDate } from '../temporal/dates.js';
import { parseDuration } from '../temporal/durations.js';
import { parseInstant, parseTime } from '../temporal/times.js';

const tests: Readonly<Record<ValueType['kind'], (value: unknown) => boolean>> = {
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  text: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  date: (value) => typeof value === 'string' && parseDate(value) !== undefined,
  time: (value) => typeof value === 'string' && parseTime(value) !== undefined,
  'date and time': (value) => typeof value === 'string' && parseInstant(value) !== undefined,
  duration: (value) => typeof value === 'string' && parseDuration(value) !== undefined,
  list: (value) => Array.isArray(value),
  object: (value) => typeof value === 'object' && value !== null,
  null: (value) => value === null,
  unknown: () => true,
};

/** Whether a value is of a type; of a list only that it is one. */
export function conforms(value: unknown, { kind }: ValueType): boolean {
  return tests[kind](value);
}
