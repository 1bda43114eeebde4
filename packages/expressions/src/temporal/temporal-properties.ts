import type { ValueType } from '../contract/index.js';
import { parseDate } from './dates.js';
import { parseDuration } from './durations.js';
import { instantParts, parseTime } from './times.js';

type Properties = Readonly<Record<string, (text: string) => number | undefined>>;

function ofDate(part: (date: Date) => number): (text: string) => number | undefined {
  return (text) => {
    const days = parseDate(text);
    return days === undefined ? undefined : part(new Date(days * 86_400_000));
  };
}

function ofTime(part: (ms: number) => number): (text: string) => number | undefined {
  return (text) => {
    const ms = parseTime(text);
    return ms === undefined ? undefined : part(ms);
  };
}

/** A duration of days has no months, one of months no days. */
function ofMonths(part: (months: number) => number): (text: string) => number | undefined {
  return (text) => {
    const { months = 0, ms = 1 } = parseDuration(text) ?? {};
    return months === 0 && ms !== 0 ? undefined : part(months);
  };
}

function ofSpan(part: (ms: number) => number): (text: string) => number | undefined {
  return (text) => {
    const { months = 1, ms = 0 } = parseDuration(text) ?? {};
    return ms === 0 && months !== 0 ? undefined : part(ms);
  };
}

const date: Properties = {
  year: ofDate((day) => day.getUTCFullYear()),
  month: ofDate((day) => day.getUTCMonth() + 1),
  day: ofDate((day) => day.getUTCDate()),
  // Monday is 1 (DMN 1.5, table 65).
  weekday: ofDate((day) => ((day.getUTCDay() + 6) % 7) + 1),
};

const time: Properties = {
  hour: ofTime((ms) => Math.floor(ms / 3_600_000)),
  minute: ofTime((ms) => Math.floor((ms % 3_600_000) / 60_000)),
  second: ofTime((ms) => Math.floor((ms % 60_000) / 1_000)),
};

const dateAndTime: Properties = Object.fromEntries([
  ...Object.entries(date).map(
    ([name, read]) => [name, (text: string) => read(instantParts(text)?.date ?? '')] as const,
  ),
  ...Object.entries(time).map(
    ([name, read]) => [name, (text: string) => read(instantParts(text)?.time ?? '')] as const,
  ),
]);

const duration: Properties = {
  years: ofMonths((months) => Math.trunc(months / 12)),
  months: ofMonths((months) => months % 12),
  days: ofSpan((ms) => Math.trunc(ms / 86_400_000)),
  hours: ofSpan((ms) => Math.trunc(ms / 3_600_000) % 24),
  minutes: ofSpan((ms) => Math.trunc(ms / 60_000) % 60),
  seconds: ofSpan((ms) => Math.trunc(ms / 1_000) % 60),
};

const propertiesOf: Readonly<Partial<Record<ValueType['kind'], Properties>>> = {
  date,
  time,
  'date and time': dateAndTime,
  duration,
};

/** The built-in properties of a type, all numbers (DMN 1.5, table 65); undefined for a type without any. */
export function temporalProperties({ kind }: ValueType): Properties | undefined {
  return propertiesOf[kind];
}

/** A built-in property of a text whose type is known only now; null if it has none of that name. */
export function readTemporalProperty(text: string, name: string): number | null {
  for (const properties of Object.values(propertiesOf)) {
    const value = Object.hasOwn(properties, name) ? properties[name]?.(text) : undefined;
    if (value !== undefined) return value;
  }
  return null;
}
