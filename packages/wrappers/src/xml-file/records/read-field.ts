import type { FieldMapping } from './mapping.js';
import { attributeOf, elementsAt, textOf } from './parse-xml.js';
import type { Element } from './parse-xml.js';

export type FieldValue = string | number | readonly (string | number)[] | Readonly<Record<string, string | number>>;
export type FieldReading =
  | { readonly ok: true; readonly value: FieldValue | undefined }
  | { readonly ok: false; readonly fault: string };

/** The value of one field of a record. */
export function readField(record: Element, mapping: FieldMapping): FieldReading {
  const names = mapping.path.split('/').flatMap((part) => part.split(/(?=@)/));
  const attribute = names.at(-1)?.startsWith('@') === true ? names.pop()?.slice(1) : undefined;
  const elements = elementsAt(record, names);
  const found: { readonly key: string; readonly value: string | number }[] = [];
  for (const element of elements) {
    const text = attribute === undefined ? textOf(element) : attributeOf(element, attribute);
    if (text === undefined || text === '') continue;
    const value = convert(text, mapping);
    if (value === undefined) return { ok: false, fault: `${mapping.path}: "${text}" ${complaint(mapping)}` };
    found.push({ key: mapping.by === undefined ? '' : (attributeOf(element, mapping.by) ?? ''), value });
  }
  if (mapping.list) return { ok: true, value: found.map(({ value }) => value) };
  if (found.length === 0 && !mapping.optional) return { ok: false, fault: `${mapping.path} is missing` };
  if (mapping.by !== undefined)
    return { ok: true, value: Object.fromEntries(found.map(({ key, value }) => [key, value])) };
  if (found.length > 1) return { ok: false, fault: `${mapping.path} is there ${found.length} times` };
  return { ok: true, value: found[0]?.value };
}

/** An ISO 8601 time that says its zone; without one nobody knows when it is. */
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

function convert(text: string, { as, values }: FieldMapping): string | number | undefined {
  if (values !== undefined) return Object.hasOwn(values, text) ? values[text] : undefined;
  if (as === 'number') return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
  if (as === 'text') return text;
  const time = instant.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function complaint({ as, values }: FieldMapping): string {
  if (values !== undefined) return `is none of the known codes ${Object.keys(values).join(', ')}`;
  return as === 'number' ? 'is not a number' : 'is not a time with a zone (ISO 8601)';
}
