import { decimalText } from '../amounts/decimal.js';
import { dateOfDigits, timeOfDay } from '../dates/iso-date.js';
import { intervalsOf } from './channel.js';
import type { Channel } from './channel.js';
import type { IntervalRead, ReadQuality } from './model.js';
import { readQuality } from './quality.js';
import type { QualityRange } from './quality.js';

/** Record 300: a day of one channel. */
export interface IntervalDay {
  readonly channel: Channel;
  readonly date: string;
  /** Decimal text, one an interval. */
  readonly values: readonly string[];
  /** Of the whole day; undefined when it varies and records 400 say it. */
  readonly quality: ReadQuality | undefined;
}

/** A record 300, or what is wrong with it. */
export function readIntervalDay(fields: readonly string[], channel: Channel): IntervalDay | string {
  const count = intervalsOf(channel);
  const date = dateOfDigits(fields[1] ?? '');
  if (date === undefined) return `"${fields[1] ?? ''}" is not a date`;
  const values: string[] = [];
  for (let each = 0; each < count; each += 1) {
    const text = fields[2 + each] ?? '';
    const value = decimalText(text);
    if (value === undefined) return `interval ${each + 1} of ${count} has "${text}", which is not a number`;
    values.push(value);
  }
  const [flag = '', reasonCode, reasonDescription] = fields.slice(2 + count);
  if (flag === 'V') return { channel, date, values, quality: undefined };
  const quality = readQuality(flag, reasonCode, reasonDescription);
  if (quality === undefined) {
    return `the quality method "${flag}" is not known, or there are not ${count} intervals of ${channel.minutes} minutes`;
  }
  return { channel, date, values, quality };
}

/** The reads of a day, or what is wrong: where the quality varies, records 400 must tell it for every interval. */
export function readsOf(day: IntervalDay, ranges: readonly QualityRange[]): readonly IntervalRead[] | string {
  const { minutes, ...channel } = day.channel;
  const reads: IntervalRead[] = [];
  for (const [index, value] of day.values.entries()) {
    const range = ranges.find(({ first, last }) => first <= index + 1 && index + 1 <= last);
    const quality = range?.quality ?? day.quality;
    if (quality === undefined) return `no record 400 tells the quality of interval ${index + 1}`;
    const start = timeOfDay(day.date, index * minutes);
    const end = timeOfDay(day.date, (index + 1) * minutes);
    reads.push({ ...channel, start, end, minutes, value, ...quality });
  }
  return reads;
}
