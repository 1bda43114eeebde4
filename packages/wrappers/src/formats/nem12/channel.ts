import { optional, unitOf } from './fields.js';

/** Record 200: which channel of which meter the days that follow belong to. */
export interface Channel {
  readonly nmi: string;
  readonly nmiSuffix: string;
  readonly registerId: string | null;
  readonly meterSerialNumber: string | null;
  readonly unit: string | null;
  readonly unitAsWritten: string;
  readonly minutes: number;
}

const DAY = 1440;

/** A record 200, or what is wrong with it. */
export function readChannel(fields: readonly string[]): Channel | string {
  const [, nmi = '', , registerId, nmiSuffix = '', , serial, unitAsWritten = '', length = ''] = fields;
  // MDFF allows 5, 15 and 30; older files have others, and any that fits a day is clear.
  const minutes = /^\d{1,4}$/.test(length) ? Number(length) : 0;
  const unit = unitOf(unitAsWritten);
  if (nmi === '') return 'the NMI is missing';
  if (nmiSuffix === '') return 'the NMI suffix is missing';
  if (unit === undefined) return `the unit "${unitAsWritten}" is not known`;
  if (minutes < 1 || DAY % minutes !== 0) return `the interval length "${length}" does not fit a day`;
  return {
    nmi,
    nmiSuffix,
    registerId: optional(registerId),
    meterSerialNumber: optional(serial),
    unit,
    unitAsWritten,
    minutes,
  };
}

export function intervalsOf({ minutes }: Channel): number {
  return DAY / minutes;
}
