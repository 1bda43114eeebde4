import type { ValueType } from '../contract/index.js';
import type { ArithmeticOperator } from '../syntax/expression.js';
import { addMonths, formatDate, parseDate } from '../temporal/dates.js';
import { compareDurations, formatDuration, parseDuration } from '../temporal/durations.js';
import type { Duration } from '../temporal/durations.js';
import { formatTime, formatInstant, offsetOf, parseInstant, parseTime } from '../temporal/times.js';

type Kind = ValueType['kind'];
type Operation = (a: unknown, b: unknown) => unknown;

export interface ArithmeticRule {
  readonly left: Kind;
  readonly operator: ArithmeticOperator;
  readonly right: Kind;
  readonly result: Kind;
  /** Null for values that are not of the rule's types. */
  readonly apply: Operation;
}

const DAY_MS = 86_400_000;

// Numbers are IEEE 754 doubles for now; FEEL wants 34 decimal digits. 0.1 + 0.2 is not 0.3 yet.
function numeric(operation: (a: number, b: number) => number): Operation {
  return (a, b) => (typeof a === 'number' && typeof b === 'number' ? finite(operation(a, b)) : null);
}

export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Lifts an operation on parsed values to one on what they were read from. */
function lifted<A, B>(
  left: (text: string) => A | undefined,
  right: (text: string) => B | undefined,
  operation: (a: A, b: B) => unknown,
): Operation {
  return (a, b) => {
    if (typeof a !== 'string' || typeof b !== 'string') return null;
    const [x, y] = [left(a), right(b)];
    return x === undefined || y === undefined ? null : operation(x, y);
  };
}

function moveDate(sign: 1 | -1): (days: number, duration: Duration) => string | null {
  return (days, { months, ms }) => {
    const moved = addMonths(days, sign * months);
    return moved === undefined ? null : formatDate(moved + (sign * ms) / DAY_MS);
  };
}

/** By the calendar where the instant was written: a month after 23:30 of the 31st at +01:00 is 23:30 at +01:00. */
function moveInstant(sign: 1 | -1): Operation {
  return (text, duration) => {
    if (typeof text !== 'string' || typeof duration !== 'string') return null;
    const [instant, step, offset] = [parseInstant(text), parseDuration(duration), offsetOf(text)];
    if (instant === undefined || step === undefined) return null;
    const local = instant + offset;
    const days = Math.floor(local / DAY_MS);
    const moved = addMonths(days, sign * step.months);
    if (moved === undefined) return null;
    return formatInstant(moved * DAY_MS + (local - days * DAY_MS) + sign * step.ms - offset, offset);
  };
}

function moveTime(sign: 1 | -1): (time: number, duration: Duration) => string | null {
  return (time, { months, ms }) => (months === 0 ? formatTime(time + sign * ms) : null);
}

function addDurations(sign: 1 | -1): (a: Duration, b: Duration) => string | null {
  return (a, b) => {
    // Months and days do not add up (DMN 1.5, table 55).
    if (compareDurations(a, b) === undefined) return null;
    return formatDuration({ months: a.months + sign * b.months, ms: a.ms + sign * b.ms });
  };
}

const elapsed = (a: number, b: number): string | null => formatDuration({ months: 0, ms: a - b });
const flipped =
  (operation: Operation): Operation =>
  (a, b) =>
    operation(b, a);

const scaled: Operation = (a, b) => {
  const duration = typeof a === 'string' ? parseDuration(a) : undefined;
  if (duration === undefined || typeof b !== 'number') return null;
  return formatDuration({ months: duration.months * b, ms: duration.ms * b });
};

const dividedByNumber: Operation = (a, b) => (typeof b === 'number' && b !== 0 ? scaled(a, 1 / b) : null);

function ratio(a: Duration, b: Duration): number | null {
  if (a.months === 0 && b.months === 0) return finite(a.ms / b.ms);
  return a.ms === 0 && b.ms === 0 ? finite(a.months / b.months) : null;
}

const plusDate = lifted(parseDate, parseDuration, moveDate(1));
const plusInstant = moveInstant(1);
const plusTime = lifted(parseTime, parseDuration, moveTime(1));

const rows: readonly (readonly [Kind, ArithmeticOperator, Kind, Kind, Operation])[] = [
  ['number', '+', 'number', 'number', numeric((a, b) => a + b)],
  ['number', '-', 'number', 'number', numeric((a, b) => a - b)],
  ['number', '*', 'number', 'number', numeric((a, b) => a * b)],
  ['number', '/', 'number', 'number', numeric((a, b) => a / b)],
  ['number', '**', 'number', 'number', numeric((a, b) => a ** b)],
  ['text', '+', 'text', 'text', (a, b) => (typeof a === 'string' && typeof b === 'string' ? a + b : null)],
  ['date', '+', 'duration', 'date', plusDate],
  ['duration', '+', 'date', 'date', flipped(plusDate)],
  ['date', '-', 'duration', 'date', lifted(parseDate, parseDuration, moveDate(-1))],
  ['date', '-', 'date', 'duration', lifted(parseDate, parseDate, (a, b) => elapsed(a * DAY_MS, b * DAY_MS))],
  ['date and time', '+', 'duration', 'date and time', plusInstant],
  ['duration', '+', 'date and time', 'date and time', flipped(plusInstant)],
  ['date and time', '-', 'duration', 'date and time', moveInstant(-1)],
  ['date and time', '-', 'date and time', 'duration', lifted(parseInstant, parseInstant, elapsed)],
  ['time', '+', 'duration', 'time', plusTime],
  ['duration', '+', 'time', 'time', flipped(plusTime)],
  ['time', '-', 'duration', 'time', lifted(parseTime, parseDuration, moveTime(-1))],
  ['time', '-', 'time', 'duration', lifted(parseTime, parseTime, elapsed)],
  ['duration', '+', 'duration', 'duration', lifted(parseDuration, parseDuration, addDurations(1))],
  ['duration', '-', 'duration', 'duration', lifted(parseDuration, parseDuration, addDurations(-1))],
  ['duration', '*', 'number', 'duration', scaled],
  ['number', '*', 'duration', 'duration', flipped(scaled)],
  ['duration', '/', 'number', 'duration', dividedByNumber],
  ['duration', '/', 'duration', 'number', lifted(parseDuration, parseDuration, ratio)],
];

/** What can be computed with what (DMN 1.5, tables 54 to 58). */
export const arithmeticRules: readonly ArithmeticRule[] = rows.map(([left, operator, right, result, apply]) => ({
  left,
  operator,
  right,
  result,
  apply,
}));
