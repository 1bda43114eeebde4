const DAY_MS = 86_400_000;
const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01 of an ISO date; undefined for what is none, such as `2026-02-30`. */
export function parseDate(text: string): number | undefined {
  const parts = datePattern.exec(text);
  if (parts === null) return undefined;
  return daysOf(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** Days since 1970-01-01 of a calendar date; undefined for what is none. Year 1 to 9999, month and day from 1. */
export function daysOf(year: number, month: number, day: number): number | undefined {
  if (!(Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(day)) || year < 1 || year > 9999) {
    return undefined;
  }
  const date = new Date(0);
  // Not Date.UTC: it takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / DAY_MS : undefined;
}

/** The ISO date of a day since 1970-01-01; null outside the years 1 to 9999. */
export function formatDate(days: number): string | null {
  const date = new Date(Math.floor(days) * DAY_MS);
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date.toISOString().slice(0, 10) : null;
}

/** The same day `months` later or earlier; the last of the month if that is shorter (31 January + 1 month = 28 February). */
export function addMonths(days: number, months: number): number | undefined {
  const date = new Date(days * DAY_MS);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const year = Math.floor(month / 12);
  for (let day = date.getUTCDate(); day >= 28; day -= 1) {
    const found = daysOf(year, month - year * 12 + 1, day);
    if (found !== undefined) return found;
  }
  return daysOf(year, month - year * 12 + 1, date.getUTCDate());
}

/** The ISO date on which an instant falls in a time zone (IANA name; default: the machine's). */
export function dateIn(instant: number, timeZone: string | undefined): string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`;
}
