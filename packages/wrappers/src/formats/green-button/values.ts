import { decimalText, timesPowerOfTen } from '../amounts/decimal.js';
import { textAt } from '../xml/element.js';
import type { XmlElement } from '../xml/element.js';

/** Seconds since 1970 that still are a date, to the year 9999. */
const LAST_SECOND = 253_402_300_799;
/** ESPI UnitMultiplierKind reaches from -12 to 12. */
const MOST_POWER = 12;

/** ESPI Int48 and the like: a whole number as text; null when there is none. */
export function wholeAt(element: XmlElement, path: string): string | null {
  const text = textAt(element, path);
  return text !== null && /^[+-]?\d{1,20}$/.test(text) ? (decimalText(text) ?? null) : null;
}

/** ESPI TimeType: seconds since 1970. */
export function secondsAt(element: XmlElement, path: string): number | null {
  const text = wholeAt(element, path);
  const seconds = text === null ? NaN : Number(text);
  return Math.abs(seconds) <= LAST_SECOND ? seconds : null;
}

/** A power of ten: 0 when it is missing, null when it is none of the standard's. */
export function powerAt(element: XmlElement, path: string): number | null {
  if (textAt(element, path) === null) return 0;
  const power = Number(wholeAt(element, path) ?? NaN);
  return Math.abs(power) <= MOST_POWER ? power : null;
}

export function instantOf(seconds: number | null): string | null {
  return seconds === null || Math.abs(seconds) > LAST_SECOND
    ? null
    : new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** ESPI gives money in hundred-thousandths of the currency. */
export function money(hundredThousandths: string | null): string | null {
  return hundredThousandths === null ? null : timesPowerOfTen(hundredThousandths, -5);
}

/** ESPI SummaryMeasurement as a number in its unit. */
export function measurementAt(element: XmlElement, path: string): string | null {
  const value = wholeAt(element, `${path}/value`);
  const power = powerAt(element, `${path}/powerOfTenMultiplier`);
  return value === null || power === null ? null : timesPowerOfTen(value, power);
}
