import type { Value } from '@caruso/storage-manager/contract';
import { isRealDate } from '../columns/column-values.js';
import type { Attribute, Code } from '../model/class-model.js';

export type CheckedValue = { readonly value: Value } | { readonly problem: string };

/** A value as a caller gives it, in its attribute's one form, or what is wrong with it. Blank text is no value. */
export function checkValue(attribute: Attribute, given: Value, codes: readonly Code[]): CheckedValue {
  if (given === null || (typeof given === 'string' && given.trim() === '' && attribute.type !== 'json')) {
    return attribute.required ? { problem: 'must be given' } : { value: null };
  }
  switch (attribute.type) {
    case 'integer':
      return typeof given === 'number' && Number.isSafeInteger(given)
        ? { value: given }
        : { problem: 'must be a whole number' };
    case 'decimal':
    case 'money':
      return checkDecimal(attribute, given);
    case 'boolean':
      return typeof given === 'boolean' ? { value: given } : { problem: 'must be true or false' };
    case 'date':
      return typeof given === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(given) && isRealDate(given)
        ? { value: given }
        : { problem: 'must be a date, as 2026-01-31' };
    case 'timestamp':
      return checkInstant(given);
    case 'json':
      return { value: given };
    case 'code':
      if (typeof given !== 'string') return { problem: 'must be one of the codes' };
      return codes.some((code) => code.value === given)
        ? { value: given }
        : { problem: `must be one of ${codes.map((code) => code.value).join(', ')}` };
    default:
      return checkText(attribute, given);
  }
}

function checkText(attribute: Attribute, given: Value): CheckedValue {
  if (typeof given !== 'string') return { problem: 'must be text' };
  if (given.includes('\0')) return { problem: 'holds a character that cannot be kept' };
  if (attribute.maxLength !== null && given.length > attribute.maxLength)
    return { problem: `must have at most ${attribute.maxLength} characters` };
  if (attribute.type === 'email' && !/^[^\s@<>,;"]+@[^\s@<>,;".]+(\.[^\s@<>,;".]+)+$/.test(given))
    return { problem: 'must be an e-mail address' };
  if (attribute.type === 'phone' && !/^\+?[\d\s()./-]{3,30}$/.test(given)) return { problem: 'must be a phone number' };
  return { value: given };
}

function checkDecimal(attribute: Attribute, given: Value): CheckedValue {
  const parts =
    typeof given === 'string' || typeof given === 'number'
      ? /^(-?)0*(\d+)(?:\.(\d+))?$/.exec(String(given).trim())
      : null;
  if (!parts) return { problem: 'must be a number' };
  const [, sign = '', whole = '0', fraction = ''] = parts;
  const scale = attribute.scale ?? 0;
  const significant = fraction.replace(/0+$/, '');
  if (significant.length > scale)
    return { problem: scale === 0 ? 'must be a whole number' : `must have at most ${scale} digits behind the point` };
  if (attribute.precision !== null && whole.replace(/^0+/, '').length > attribute.precision - scale)
    return { problem: 'is too large' };
  // As stores give it back: all digits of the scale.
  return { value: `${sign}${whole}${scale === 0 ? '' : `.${significant.padEnd(scale, '0')}`}` };
}

function checkInstant(given: Value): CheckedValue {
  // Without an offset the instant would depend on the machine's time zone.
  if (typeof given !== 'string' || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(given))
    return { problem: 'must be an instant, as 2026-01-31T09:30:00Z' };
  const time = Date.parse(given);
  return Number.isNaN(time) ? { problem: 'is no possible time' } : { value: new Date(time).toISOString() };
}
