import type { QuestionType } from '../contract/index.js';
import type { Json } from '../definition/definition.js';
import type { OfferedOption } from './options.js';

/** A given value in the form that its type is kept in; undefined when it is not of that type. */
export function readAnswer(
  type: QuestionType,
  given: Json,
  options: readonly OfferedOption[],
  keyed: boolean,
): Json | undefined {
  switch (type) {
    case 'integer': {
      const number = readNumber(given, /^[+-]?\d{1,15}$/);
      return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
    }
    case 'decimal':
      return readNumber(given, /^[+-]?\d{1,15}(?:[.,]\d{1,10})?$/);
    case 'date':
      return typeof given === 'string' && isDate(given) ? given : undefined;
    case 'boolean':
      return readBoolean(given, keyed);
    case 'choice':
      return readChoice(given, options, keyed);
    case 'email':
      // Close enough to RFC 5321 for an address that people give; the confirmation proves it.
      return typeof given === 'string' &&
        given.length <= 254 &&
        /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\.]+(?:\.[^\s@<>,;:"()[\]\\.]+)+$/.test(given.trim())
        ? given.trim()
        : undefined;
    case 'phone': {
      if (typeof given !== 'string') return undefined;
      const compact = given.replace(/[\s()./-]/g, '');
      // ITU-T E.164: at most 15 digits.
      return /^\+?\d{3,15}$/.test(compact) ? compact : undefined;
    }
    default:
      return typeof given === 'string' ? given.trim() : undefined;
  }
}

function readNumber(given: Json, pattern: RegExp): number | undefined {
  if (typeof given === 'number') return Number.isFinite(given) ? given : undefined;
  if (typeof given !== 'string' || !pattern.test(given.trim())) return undefined;
  return Number(given.trim().replace(',', '.'));
}

function isDate(given: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(given)) return false;
  const read = new Date(`${given}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(given);
}

function readBoolean(given: Json, keyed: boolean): boolean | undefined {
  if (typeof given === 'boolean') return given;
  if (given === 'true' || (keyed && given === '1')) return true;
  if (given === 'false' || (keyed && given === '2')) return false;
  return undefined;
}

function readChoice(given: Json, options: readonly OfferedOption[], keyed: boolean): Json | undefined {
  if (typeof given !== 'string' && typeof given !== 'number' && typeof given !== 'boolean') return undefined;
  const byDigit = keyed ? options.find(({ digit }) => digit === String(given)) : undefined;
  return (byDigit ?? options.find(({ value }) => String(value) === String(given)))?.value;
}
