import type { ValueType } from '../contract/index.js';
import { parseDate } from '../temporal/dates.js';
import { parseDuration } from '../temporal/durations.js';
import { parseInstant, parseTime } from '../temporal/times.js';
import { UNKNOWN } from '../types/value-types.js';
import { messagesOf } from './messages.js';

type Format = (value: unknown, type: ValueType, language: string) => string;

const DAY_MS = 86_400_000;

/** Formats values for people by Intl: dates in their long form, numbers with the language's separators, null as nothing. */
export function createFormat(timeZone: string | undefined): Format {
  const languages = new Map<string, string>();

  function supported(language: string): string {
    const known = languages.get(language);
    if (known !== undefined) return known;
    // English as it is written in Europe, where the first applications are: 22 November 2026, 14:30.
    const tag = language === 'en' || !isLanguage(language) ? 'en-GB' : language;
    languages.set(language, tag);
    return tag;
  }

  return function format(value: unknown, type: ValueType, language: string): string {
    const tag = supported(language);
    if (value == null) return '';
    if (Array.isArray(value)) {
      const of = type.kind === 'list' ? type.of : UNKNOWN;
      return new Intl.ListFormat(tag, { type: 'conjunction' }).format(value.map((item) => format(item, of, language)));
    }
    if (typeof value === 'number') return formatNumber(value, tag);
    if (typeof value === 'boolean') return messagesOf(tag)[value ? 'yes' : 'no'];
    return typeof value === 'string' ? formatText(value, type, tag, timeZone) : '';
  };
}

/** Whole numbers are most often customer numbers, years and counts, which people write without separators. */
function formatNumber(value: number, tag: string): string {
  const useGrouping = !Number.isInteger(value);
  return new Intl.NumberFormat(tag, { maximumFractionDigits: 10, useGrouping }).format(value);
}

/** A text that is not what its type says is shown as it is: better than nothing in a letter to a customer. */
function formatText(text: string, { kind }: ValueType, tag: string, timeZone: string | undefined): string {
  if (kind === 'date') {
    const days = parseDate(text);
    if (days !== undefined)
      return new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' }).format(days * DAY_MS);
  }
  if (kind === 'time') {
    const time = parseTime(text);
    if (time !== undefined) return new Intl.DateTimeFormat(tag, { timeStyle: 'short', timeZone: 'UTC' }).format(time);
  }
  if (kind === 'date and time') {
    const instant = parseInstant(text);
    if (instant !== undefined)
      return new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(instant);
  }
  return kind === 'duration' ? formatDuration(text, tag) : text;
}

function formatDuration(text: string, tag: string): string {
  const duration = parseDuration(text);
  if (duration === undefined) return text;
  const { months, ms } = duration;
  const units = [
    ['year', Math.trunc(months / 12)],
    ['month', months % 12],
    ['day', Math.trunc(ms / DAY_MS)],
    ['hour', Math.trunc((ms % DAY_MS) / 3_600_000)],
    ['minute', Math.trunc((ms % 3_600_000) / 60_000)],
    ['second', (ms % 60_000) / 1_000],
  ] as const;
  const shown = units.filter(([, count]) => count !== 0);
  const parts = (shown.length === 0 ? ([['day', 0]] as const) : shown).map(([unit, count]) =>
    new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }).format(count),
  );
  return new Intl.ListFormat(tag, { type: 'conjunction' }).format(parts);
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
