import type { Value } from '@caruso/storage-manager/contract';
import type { Entry } from 'ldapts';
import type { LdapColumn } from '../settings.js';

/** All values of an attribute, whatever case the server prints its name in; those of `dn` are the entry's name. */
export function attributeValues(entry: Entry, attribute: string): readonly string[] {
  if (attribute.toLowerCase() === 'dn') return [entry.dn];
  const found =
    entry[attribute] ?? entry[Object.keys(entry).find((name) => name.toLowerCase() === attribute.toLowerCase()) ?? ''];
  if (found === undefined) return [];
  return (Array.isArray(found) ? found : [found]).map((value) =>
    Buffer.isBuffer(value) ? value.toString('base64') : value,
  );
}

/** One value of an attribute (RFC 4517) as its column has it; text that is not of the type stays out. */
export function fromAttribute(text: string, type: LdapColumn['type']): string | number | boolean | null {
  switch (type) {
    case 'integer':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : null;
    case 'boolean':
      return text === 'TRUE' ? true : text === 'FALSE' ? false : null;
    case 'timestamp':
      return instant(text);
    case 'text':
      return text;
  }
}

export function toAttribute(value: Value, type: LdapColumn['type']): string {
  if (type === 'boolean') return value === true ? 'TRUE' : 'FALSE';
  if (type === 'timestamp') return generalizedTime(String(value));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function columnValue(entry: Entry, { attribute, type, list }: LdapColumn): Value {
  const values = attributeValues(entry, attribute).map((text) => fromAttribute(text, type));
  return list ? values : (values[0] ?? null);
}

/** GeneralizedTime, RFC 4517 3.3.13: 20260329023000.5Z, 202603290230+0200 */
function instant(text: string): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2})?)?(?:[.,](\d+))?(Z|[+-]\d{2}(?:\d{2})?)$/.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute = '00', second = '00', fraction = '0', zone = 'Z'] = match;
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3) || '00'}`;
  const date = new Date(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}${offset}`,
  );
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function generalizedTime(iso: string): string {
  const text = new Date(iso).toISOString();
  const milliseconds = text.slice(20, 23);
  return `${text.slice(0, 19).replaceAll(/[-:T]/g, '')}${milliseconds === '000' ? '' : `.${milliseconds}`}Z`;
}
