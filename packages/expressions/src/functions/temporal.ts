import { dateIn, daysOf, formatDate, parseDate } from '../temporal/dates.js';
import { formatDuration, parseDuration } from '../temporal/durations.js';
import { formatInstant, instantParts, parseInstant, parseTime, formatTime } from '../temporal/times.js';
import { DATE, DATE_AND_TIME, DURATION, NUMBER, TEXT, TIME } from '../types/value-types.js';
import type { BuiltIn } from './built-in.js';

const source = { name: 'from', type: TEXT };

/** DMN 1.5, 10.3.4.1 and 10.3.4.12. */
export const temporalFunctions: readonly BuiltIn[] = [
  {
    name: 'date',
    parameters: [{ name: 'from', type: DATE_AND_TIME }],
    result: DATE,
    run: ([value]) => instantParts(String(value))?.date,
  },
  { name: 'date', parameters: [{ name: 'from', type: DATE }], result: DATE, run: ([value]) => value },
  {
    name: 'date',
    parameters: [source],
    result: DATE,
    run: ([text]) => (parseDate(String(text)) === undefined ? null : text),
  },
  {
    name: 'date',
    parameters: [
      { name: 'year', type: NUMBER },
      { name: 'month', type: NUMBER },
      { name: 'day', type: NUMBER },
    ],
    result: DATE,
    run([year, month, day]) {
      const days = daysOf(Number(year), Number(month), Number(day));
      return days === undefined ? null : formatDate(days);
    },
  },
  {
    name: 'time',
    parameters: [{ name: 'from', type: DATE_AND_TIME }],
    result: TIME,
    run: ([value]) => asTime(instantParts(String(value))?.time ?? ''),
  },
  { name: 'time', parameters: [source], result: TIME, run: ([text]) => asTime(String(text)) },
  {
    name: 'date and time',
    parameters: [source],
    result: DATE_AND_TIME,
    run: ([text]) => (parseInstant(String(text)) === undefined ? null : text),
  },
  {
    name: 'duration',
    parameters: [source],
    result: DURATION,
    run([text]) {
      const duration = parseDuration(String(text));
      return duration === undefined ? null : formatDuration(duration);
    },
  },
  {
    name: 'years and months duration',
    parameters: [
      { name: 'from', type: DATE },
      { name: 'to', type: DATE },
    ],
    result: DURATION,
    run: ([start, end]) => fullMonths(parseDate(String(start)) ?? 0, parseDate(String(end)) ?? 0),
  },
  {
    name: 'today',
    parameters: [],
    result: DATE,
    timed: true,
    run: (_given, { now, timeZone }) => dateIn(now(), timeZone),
  },
  { name: 'now', parameters: [], result: DATE_AND_TIME, timed: true, run: (_given, { now }) => formatInstant(now()) },
];

function asTime(text: string): string | null {
  const ms = parseTime(text);
  return ms === undefined ? null : formatTime(ms);
}

/** The whole months from one day to another: a person's age is the years of it. */
function fullMonths(from: number, to: number): string | null {
  const [a, b] = [new Date(from * 86_400_000), new Date(to * 86_400_000)];
  const between = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  const days = b.getUTCDate() - a.getUTCDate();
  const unfinished = (between > 0 && days < 0 ? 1 : 0) - (between < 0 && days > 0 ? 1 : 0);
  const months = between - unfinished;
  return months === 0 ? 'P0M' : formatDuration({ months, ms: 0 });
}
