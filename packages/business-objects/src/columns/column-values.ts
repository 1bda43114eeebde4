import type { Scalar, Value } from '@caruso/storage-manager/contract';
import type { Attribute } from '../model/class-model.js';

/** Text, codes, flags, eight-digit dates and references stand in text columns, where a blank means nothing. */
export function isTextColumn(attribute: Attribute): boolean {
  switch (attribute.type) {
    case 'text':
    case 'email':
    case 'phone':
    case 'code':
    case 'reference':
      return true;
    case 'date':
      return attribute.eightDigits;
    case 'boolean':
      return attribute.flags !== null;
    default:
      return false;
  }
}

/** A column's value as the attribute's. Blanks, unknown flags and impossible dates of old tables are null. `padded`: CHAR columns fill up with blanks. */
export function fromColumn(attribute: Attribute, raw: Value | undefined, padded: boolean): Value {
  if (raw === null || raw === undefined) return null;
  if (!isTextColumn(attribute)) return raw;
  const text = padded ? String(raw).trimEnd() : String(raw);
  if (text === '') return null;
  if (attribute.type === 'boolean')
    return text === attribute.flags?.true ? true : text === attribute.flags?.false ? false : null;
  if (attribute.type === 'date') return isoDate(text);
  return text;
}

function isoDate(text: string): string | null {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!parts || text === '00000000') return null;
  const date = `${parts[1]}-${parts[2]}-${parts[3]}`;
  return isRealDate(date) ? date : null;
}

export function isRealDate(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

/** An attribute's checked value as its column holds it; null is a blank where the column takes no null. */
export function toColumn(attribute: Attribute, value: Value, nullable: boolean): Value {
  if (value === null) return !nullable && isTextColumn(attribute) ? '' : null;
  if (attribute.type === 'boolean' && attribute.flags)
    return value === true ? attribute.flags.true : attribute.flags.false;
  if (attribute.type === 'date' && attribute.eightDigits) return String(value).replaceAll('-', '');
  return value;
}

/**
 * What a value is compared with in a condition on the attribute's column, or undefined when no value of the attribute
 * can ever equal it (text that is no number, a date that is none).
 */
export function toComparand(attribute: Attribute, value: string | number | boolean): Scalar | undefined {
  switch (attribute.type) {
    case 'integer': {
      const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
      return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
    }
    case 'decimal':
    case 'money': {
      const text = String(value);
      return typeof value !== 'boolean' && /^-?\d{1,30}(\.\d{1,15})?$/.test(text) ? text : undefined;
    }
    case 'boolean':
      if (typeof value !== 'boolean') return undefined;
      return attribute.flags ? (value ? attribute.flags.true : attribute.flags.false) : value;
    case 'date':
      if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value) || !isRealDate(value)) return undefined;
      return attribute.eightDigits ? value.replaceAll('-', '') : value;
    case 'timestamp': {
      const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
      return Number.isNaN(time) ? undefined : new Date(time).toISOString();
    }
    case 'json':
      return undefined;
    default:
      return typeof value === 'boolean' || String(value).includes('\0') ? undefined : String(value);
  }
}
