/** `YYYY-MM-DD` when there is such a day, else undefined. */
export function isoDate(year: string, month: string, day: string): string | undefined {
  const text = `${year}-${month}-${day}`;
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
    ? text
    : undefined;
}

/** `YYYYMMDD` as an ISO date. */
export function dateOfDigits(text: string): string | undefined {
  return /^\d{8}$/.test(text) ? isoDate(text.slice(0, 4), text.slice(4, 6), text.slice(6)) : undefined;
}

/** `YYMMDD` as an ISO date; years 80 to 99 are of the last century, as SWIFT has it for field 60. */
export function dateOfShortDigits(text: string): string | undefined {
  if (!/^\d{6}$/.test(text)) return undefined;
  return isoDate(`${text >= '80' ? '19' : '20'}${text.slice(0, 2)}`, text.slice(2, 4), text.slice(4));
}

/** `YYYYMMDDhhmmss` or `YYYYMMDDhhmm` as an ISO date and time without a zone. */
export function timeOfDigits(text: string): string | undefined {
  const match = /^(\d{8})([01]\d|2[0-3])([0-5]\d)([0-5]\d)?$/.exec(text);
  const date = dateOfDigits(match?.[1] ?? '');
  return match === null || date === undefined ? undefined : `${date}T${match[2]}:${match[3]}:${match[4] ?? '00'}`;
}

/** Minutes after the midnight that begins `date`, as a date and time without a zone; 1440 is the next midnight. */
export function timeOfDay(date: string, minutes: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + minutes * 60_000).toISOString().slice(0, 19);
}
