import { dateOfShortDigits } from '../dates/iso-date.js';
import { at, optionalAt } from './fixed-field.js';
import type { AchBatchHeader, AchFileHeader } from './model.js';

/** Record 1, or what is wrong with it. */
export function readFileHeader(record: string): AchFileHeader | string {
  if (at(record, 35, 37) !== '094') return `the record size is "${at(record, 35, 37)}", not 094`;
  const date = dateOfShortDigits(at(record, 24, 29));
  const time = /^([01]\d|2[0-3])([0-5]\d)$/.exec(at(record, 30, 33));
  return {
    immediateDestination: at(record, 4, 13),
    immediateOrigin: at(record, 14, 23),
    immediateDestinationName: optionalAt(record, 41, 63),
    immediateOriginName: optionalAt(record, 64, 86),
    fileCreatedAt: date === undefined ? null : `${date}T${time?.[1] ?? '00'}:${time?.[2] ?? '00'}:00`,
    fileIdModifier: optionalAt(record, 34, 34),
  };
}

/** Record 5, or what is wrong with it. */
export function readBatchHeader(record: string): AchBatchHeader | string {
  const serviceClass = at(record, 2, 4);
  const entryClass = at(record, 51, 53);
  if (!/^(200|220|225|280)$/.test(serviceClass)) return `the service class "${serviceClass}" is not known`;
  if (!/^[A-Z]{3}$/.test(entryClass)) return `the entry class "${entryClass}" is not known`;
  if (entryClass === 'ADV') return 'ADV batches (accounting advices) are not read';
  return {
    serviceClass,
    batchNumber: at(record, 88, 94),
    entryClass,
    companyName: entryClass === 'IAT' ? null : optionalAt(record, 5, 20),
    companyId: optionalAt(record, 41, 50),
    entryDescription: optionalAt(record, 54, 63),
    effectiveDate: dateOfShortDigits(at(record, 70, 75)) ?? null,
    originatingBank: at(record, 80, 87),
  };
}
