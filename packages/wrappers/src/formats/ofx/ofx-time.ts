import { dateOfDigits } from '../dates/iso-date.js';

export interface OfxTime {
  /** The day as written. */
  readonly date: string;
  /** ISO 8601 with zone, or only the day where there is no time. */
  readonly at: string;
}

/** OFX 1.6, section 3.2.8.2: `YYYYMMDDHHMMSS.XXX[offset:name]`, what is behind the day may be left out; no zone is GMT. */
export function readOfxTime(text: string): OfxTime | undefined {
  const match =
    /^(\d{8})(?:(\d{2})(\d{2})(\d{2})?(\.\d{1,6})?)?\s*(?:\[([+-]?\d{1,2}(?:\.\d{1,2})?)(?::[^\]]*)?\])?$/.exec(text);
  const date = dateOfDigits(match?.[1] ?? '');
  if (match === null || date === undefined) return undefined;
  const [, , hours, minutes, seconds = '00', fraction = '', offset = '0'] = match;
  if (hours === undefined || minutes === undefined) return { date, at: date };
  const zone = zoneOf(Number(offset));
  if (zone === undefined || hours > '23' || minutes > '59' || seconds > '59') return undefined;
  return { date, at: `${date}T${hours}:${minutes}:${seconds}${/[1-9]/.test(fraction) ? fraction : ''}${zone}` };
}

/** Hours, with a part such as 5.5. */
function zoneOf(hours: number): string | undefined {
  if (Math.abs(hours) > 14) return undefined;
  if (hours === 0) return 'Z';
  const minutes = Math.round(Math.abs(hours) * 60);
  return `${hours < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}
