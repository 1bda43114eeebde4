import { badRow } from '../text/bad-row.js';
import type { BadRow } from '../text/bad-row.js';
import { elementAt, elementsAt, textAt, textsAt } from '../xml/element.js';
import type { XmlElement } from '../xml/element.js';
import type { EspiEntry, IntervalBlock, IntervalReading } from './model.js';
import { secondsAt, wholeAt } from './values.js';

/** A block with the readings that can be read; the others go to `bad`. */
export function readIntervalBlock(content: XmlElement, about: EspiEntry, bad: BadRow[]): IntervalBlock {
  const readings: IntervalReading[] = [];
  for (const element of elementsAt(content, 'IntervalReading')) {
    const read = readReading(element);
    if (typeof read === 'string') bad.push(badRow(element.line, `the reading: ${read}`, element.raw()));
    else readings.push(read);
  }
  return { ...about, line: content.line, start: secondsAt(content, 'interval/start'), readings };
}

function readReading(element: XmlElement): IntervalReading | string {
  const value = wholeAt(element, 'value');
  const period = elementAt(element, 'timePeriod');
  const start = period === undefined ? null : secondsAt(period, 'start');
  const seconds = period === undefined ? null : secondsAt(period, 'duration');
  const cost = wholeAt(element, 'cost');
  if (value === null) return `its value "${textAt(element, 'value') ?? ''}" is not a whole number`;
  if (period !== undefined && start === null) return 'its period has no start';
  if (seconds !== null && seconds < 0) return 'its duration is negative';
  if (cost === null && textAt(element, 'cost') !== null)
    return `its cost "${textAt(element, 'cost')}" is not a whole number`;
  return {
    line: element.line,
    start,
    seconds,
    value,
    cost,
    qualityCodes: textsAt(element, 'ReadingQuality/quality'),
    consumptionTier: textAt(element, 'consumptionTier'),
    timeOfUse: textAt(element, 'tou'),
    raw: element.raw,
  };
}
