import { decimalText } from '../amounts/decimal.js';
import { dateOfDigits, timeOfDigits } from '../dates/iso-date.js';
import { optional, unitOf } from './fields.js';
import type { AccumulationRead } from './model.js';
import { readQuality } from './quality.js';

/** Record 250 of NEM13, or what is wrong with it. */
export function readAccumulation(fields: readonly string[]): AccumulationRead | string {
  const [, nmi = '', , registerId, nmiSuffix = '', , serial, direction, ...reads] = fields;
  const [previous = '', previousAt = '', previousFlag, previousReason, previousText, ...rest] = reads;
  const [current = '', currentAt = '', flag, reason, reasonText, quantity = '', unitAsWritten = '', next = ''] = rest;
  const start = timeOfDigits(previousAt);
  const end = timeOfDigits(currentAt);
  const value = decimalText(quantity);
  const previousRead = decimalText(previous);
  const currentRead = decimalText(current);
  const unit = unitOf(unitAsWritten);
  const previousQuality = readQuality(previousFlag, previousReason, previousText);
  const quality = readQuality(flag, reason, reasonText);
  if (nmi === '') return 'the NMI is missing';
  if (nmiSuffix === '') return 'the NMI suffix is missing';
  if (start === undefined) return `the time of the previous read, "${previousAt}", is not a time`;
  if (end === undefined) return `the time of the current read, "${currentAt}", is not a time`;
  if (end < start) return `the current read (${end}) is before the previous read (${start})`;
  if (previousRead === undefined) return `the previous read "${previous}" is not a number`;
  if (currentRead === undefined) return `the current read "${current}" is not a number`;
  if (value === undefined) return `the quantity "${quantity}" is not a number`;
  if (unit === undefined) return `the unit "${unitAsWritten}" is not known`;
  if (previousQuality === undefined) return `the quality method "${previousFlag ?? ''}" is not known`;
  if (quality === undefined) return `the quality method "${flag ?? ''}" is not known`;
  return {
    nmi,
    nmiSuffix,
    registerId: optional(registerId),
    meterSerialNumber: optional(serial),
    directionIndicator: optional(direction),
    unit,
    unitAsWritten,
    start,
    end,
    value,
    previousRead,
    previousQuality: previousQuality.quality,
    previousMethod: previousQuality.method,
    currentRead,
    ...quality,
    nextScheduledRead: dateOfDigits(next) ?? null,
    updatedAt: timeOfDigits(rest[8] ?? '') ?? null,
  };
}
