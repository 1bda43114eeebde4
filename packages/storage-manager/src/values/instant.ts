/** With a zone as ISO 8601 or as PostgreSQL prints it; without a zone it is taken as UTC. */
const syntax =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * The instant as ISO 8601 in UTC with milliseconds (finer digits are cut off). `undefined` when the text is not an instant
 * of the years 0000 to 9999.
 */
export function canonicalInstant(text: string): string | undefined {
  const match = syntax.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = match;
  if (canonicalDate(`${year}-${month}-${day}`) === undefined) return undefined;
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${offset}`);
  if (Number.isNaN(instant.getTime())) return undefined;
  const printed = instant.toISOString();
  return printed.length === 24 ? printed : undefined;
}

/** `YYYY-MM-DD` of a day that exists; `undefined` otherwise. A time behind it is cut off. */
export function canonicalDate(text: string): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/.exec(text.trim());
  const date = match?.[1];
  if (date === undefined) return undefined;
  const instant = new Date(`${date}T00:00:00.000Z`);
  return Number.isNaN(instant.getTime()) || !instant.toISOString().startsWith(date) ? undefined : date;
}
