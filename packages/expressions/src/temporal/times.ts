import { parseDate } from './dates.js';

const timePattern = /^(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?$/;
const instantPattern = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since midnight of `HH:MM[:SS[.fff]]`; undefined for what is none. */
export function parseTime(text: string): number | undefined {
  const parts = timePattern.exec(text);
  if (parts === null) return undefined;
  const [hours, minutes, seconds] = [Number(parts[1]), Number(parts[2]), Number(`${parts[3] ?? '0'}${parts[4] ?? ''}`)];
  if (hours > 23 || minutes > 59 || seconds >= 60) return undefined;
  return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1_000);
}

/** `HH:MM:SS`, with milliseconds if there are any; around the clock beyond a day. */
export function formatTime(ms: number): string {
  const text = new Date(((ms % 86_400_000) + 86_400_000) % 86_400_000).toISOString().slice(11, 23);
  return text.endsWith('.000') ? text.slice(0, 8) : text;
}

/** Milliseconds since 1970 of an ISO 8601 instant with `Z` or an offset; undefined for what is none. */
export function parseInstant(text: string): number | undefined {
  const parts = instantPattern.exec(text);
  if (parts === null || parseDate(parts[1] ?? '') === undefined || parseTime(parts[2] ?? '') === undefined) {
    return undefined;
  }
  // DMN 1.5, table 40: as XML Schema, offsets are within 14 hours.
  if (Math.abs(offsetOf(text)) > 14 * 3_600_000) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}

/** Milliseconds by which the local time of an instant is ahead of UTC. */
export function offsetOf(text: string): number {
  const parts = /([+-])(\d{2}):(\d{2})$/.exec(text);
  if (parts === null) return 0;
  const ms = (Number(parts[2]) * 60 + Number(parts[3])) * 60_000;
  return parts[1] === '-' ? -ms : ms;
}

/** An instant at an offset (milliseconds), without fractions of a second if there are none; null outside the years 1 to 9999. */
export function formatInstant(ms: number, offset = 0): string | null {
  if (!(Math.abs(ms) < 8e15)) return null;
  const text = new Date(ms + offset).toISOString().replace('.000Z', 'Z');
  if (!/^\d{4}-/.test(text) || text.startsWith('0000')) return null;
  if (offset === 0) return text;
  const ahead = new Date(Math.abs(offset)).toISOString().slice(11, 16);
  return text.replace('Z', `${offset < 0 ? '-' : '+'}${ahead}`);
}

/** The parts of an instant as written, at its own offset. */
export function instantParts(text: string): { readonly date: string; readonly time: string } | undefined {
  const parts = instantPattern.exec(text);
  if (parts === null || parseInstant(text) === undefined) return undefined;
  return { date: parts[1] ?? '', time: parts[2] ?? '' };
}
