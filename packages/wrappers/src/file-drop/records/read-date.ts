import type { Reading } from './reading.js';

const widths = { YYYY: 4, YY: 2, MM: 2, DD: 2, HH: 2, mm: 2, ss: 2, SSS: 3 } as const;
type Part = keyof typeof widths;
type Parts = Readonly<Partial<Record<Part, number>>>;

/** A calendar date as `YYYY-MM-DD`; two digits of a year are 1970 to 2069. */
export function readDate(text: string, format: string): Reading {
  const parts = readParts(text, format);
  const date = parts === undefined ? undefined : calendarDate(parts);
  return date === undefined ? { wrong: `"${text}" is no date like ${format}` } : { value: date };
}

/** An instant in UTC. Of a time that a zone has twice (end of summer time) the first is taken; one it does not have is wrong. */
export function readInstant(text: string, format: string, zone: string): Reading {
  if (format === 'iso') return readIso(text, zone);
  const parts = readParts(text, format);
  const date = parts === undefined ? undefined : calendarDate(parts);
  const { HH = 0, mm = 0, ss = 0, SSS = 0 } = parts ?? {};
  if (date === undefined || HH * 3600 + mm * 60 + ss > 86_400 || mm > 59 || ss > 59)
    return { wrong: `"${text}" is no time like ${format}` };
  return inZone(text, Date.parse(`${date}T00:00:00Z`) + ((HH * 60 + mm) * 60 + ss) * 1000 + SSS, zone);
}

function readIso(text: string, zone: string): Reading {
  const found = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?$/.exec(text);
  const wrong: Reading = { wrong: `"${text}" is no time like 2026-11-22T06:30:00Z` };
  if (found === null) return wrong;
  const [, date = '', time = '', offset] = found;
  if ('wrong' in readDate(date, 'YYYY-MM-DD')) return wrong;
  const at = Date.parse(`${date}T${time}${offset?.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2') ?? 'Z'}`);
  if (Number.isNaN(at)) return wrong;
  return offset === undefined ? inZone(text, at, zone) : { value: new Date(at).toISOString() };
}

function readParts(text: string, format: string): Parts | undefined {
  const order: Part[] = [];
  const pattern = format.replace(/YYYY|YY|MM|DD|HH|mm|ss|SSS|[^A-Za-z0-9]|[A-Za-z0-9]/g, (token) => {
    if (!Object.hasOwn(widths, token)) return token.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    const part = token as Part;
    order.push(part);
    return `(\\d{${widths[part]}})`;
  });
  const found = new RegExp(`^${pattern}$`).exec(text);
  return found === null ? undefined : Object.fromEntries(order.map((part, at) => [part, Number(found[at + 1])]));
}

function calendarDate({ YYYY, YY, MM = 1, DD = 1 }: Parts): string | undefined {
  const year = YYYY ?? (YY === undefined ? undefined : YY + (YY < 70 ? 2000 : 1900));
  if (year === undefined) return undefined;
  const date = new Date(Date.UTC(year, MM - 1, DD));
  date.setUTCFullYear(year);
  if (date.getUTCMonth() !== MM - 1 || date.getUTCDate() !== DD) return undefined;
  return date.toISOString().slice(0, 10);
}

/** `local` is the wall clock read as if it were UTC. */
function inZone(text: string, local: number, zone: string): Reading {
  if (zone === 'UTC') return { value: new Date(local).toISOString() };
  // The zone's offset a day before and after bracket every change of it: an instant fits whose wall clock is the one asked for.
  const day = 86_400_000;
  const candidates = [local - day, local + day].map((near) => local - offsetAt(near, zone));
  const fitting = candidates.filter((at) => at + offsetAt(at, zone) === local);
  if (fitting.length === 0) return { wrong: `"${text}" does not exist in ${zone}: the clock was put forward` };
  return { value: new Date(Math.min(...fitting)).toISOString() };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds that the wall clock of a zone is ahead of UTC. */
function offsetAt(at: number, zone: string): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  formats.set(zone, format);
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(at / 1000) * 1000;
}
