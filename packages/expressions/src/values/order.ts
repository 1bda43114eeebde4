import type { ValueType } from '../contract/index.js';
import { parseDate } from '../temporal/dates.js';
import { compareDurations, parseDuration } from '../temporal/durations.js';
import { parseInstant, parseTime } from '../temporal/times.js';

/** Negative, zero or positive as `a` is before, at or after `b`; undefined if the two have no order. */
export type Order = (a: unknown, b: unknown) => number | undefined;

function byNumber(read: (text: string) => number | undefined): Order {
  return (a, b) => {
    if (typeof a !== 'string' || typeof b !== 'string') return undefined;
    const [x, y] = [read(a), read(b)];
    return x === undefined || y === undefined ? undefined : x - y;
  };
}

const numbers: Order = (a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : undefined);

const texts: Order = (a, b) => {
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

const durations: Order = (a, b) => {
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  const [x, y] = [parseDuration(a), parseDuration(b)];
  return x === undefined || y === undefined ? undefined : compareDurations(x, y);
};

/** Of two values whose type only the values tell; ISO dates and times order as texts. */
const byValue: Order = (a, b) => numbers(a, b) ?? texts(a, b);

const orders: Readonly<Partial<Record<ValueType['kind'], Order>>> = {
  number: numbers,
  text: texts,
  date: byNumber(parseDate),
  time: byNumber(parseTime),
  'date and time': byNumber(parseInstant),
  duration: durations,
  unknown: byValue,
  null: byValue,
};

/** The order of a type's values; undefined for types without one. */
export function orderOf({ kind }: ValueType): Order | undefined {
  return orders[kind];
}
