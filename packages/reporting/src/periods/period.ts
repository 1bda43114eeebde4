import { CarusoError } from '@caruso/core-service-manager/contract';
import { z } from 'zod';
import { startOfDay } from './local-day.js';

export interface Period {
  /** Milliseconds since 1970, inclusive. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

const instant = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

/** Instants with a zone, or dates, which stand for their local midnight. Default: from the midnight before `to`; to now. */
export function readPeriod({ from, to }: { from?: string | undefined; to?: string | undefined }, now: number): Period {
  const end = to === undefined ? now : moment('to', to);
  const period = { from: from === undefined ? startOfDay(Math.min(now, end)) : moment('from', from), to: end };
  if (period.from > period.to) {
    throw new CarusoError('invalid', `The period ends (${to ?? 'now'}) before it begins (${from ?? 'today'})`, {
      from,
      to,
    });
  }
  return period;
}

function moment(name: string, text: string): number {
  if (!instant.safeParse(text).success) {
    throw new CarusoError('invalid', `${name} is neither a date nor a time with a zone: "${text}"`, { [name]: text });
  }
  return text.includes('T') ? Date.parse(text) : new Date(`${text}T00:00:00`).getTime();
}
