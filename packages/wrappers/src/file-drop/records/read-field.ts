import type { JsonValue } from '@caruso/core-service-manager/wrapper-kit';
import { readDate, readInstant } from './read-date.js';
import { readDecimal, readInteger } from './read-number.js';
import type { Reading } from './reading.js';
import type { FieldMapping, FieldOf } from './record-settings.js';

/** What one field of a delivered record is, by its mapping and what the parser read; undefined: it is left out. */
export function readField(mapping: FieldMapping, found: JsonValue | undefined): Reading | undefined {
  const missing = found === undefined || found === null;
  if (mapping.type === 'json') {
    if (!missing) return { value: found };
    return mapping.optional ? undefined : { wrong: 'is missing' };
  }
  if (!missing && typeof found === 'object') return { wrong: 'holds several values; take it as json' };
  const text = missing ? '' : String(found).trim();
  if (text === '') {
    if (mapping.default !== undefined) return { value: mapping.default };
    return mapping.optional ? undefined : { wrong: missing ? 'is missing' : 'is empty' };
  }
  if (mapping.values !== undefined) return byTable(mapping, text);
  return readText(mapping, text, missing ? '' : String(found));
}

function byTable({ values, otherwise }: Exclude<FieldMapping, FieldOf<'json'>>, text: string): Reading {
  if (values !== undefined && Object.hasOwn(values, text)) return { value: values[text] ?? null };
  return otherwise === undefined ? { wrong: `"${text}" is not in the table of codes` } : { value: otherwise };
}

function readText(mapping: Exclude<FieldMapping, FieldOf<'json'>>, text: string, asWritten: string): Reading {
  switch (mapping.type) {
    case 'text':
      return mapping.max !== undefined && asWritten.length > mapping.max
        ? { wrong: `has ${asWritten.length} characters; ${mapping.max} are possible` }
        : { value: asWritten };
    case 'integer':
      return readInteger(text, mapping);
    case 'decimal':
      return readDecimal(text, mapping);
    case 'boolean':
      return readBoolean(mapping, text.toLowerCase());
    case 'date':
      return readDate(text, mapping.format);
    case 'instant':
      return readInstant(text, mapping.format, mapping.zone);
  }
}

function readBoolean(mapping: FieldOf<'boolean'>, text: string): Reading {
  if (mapping.true.some((word) => word.toLowerCase() === text)) return { value: true };
  if (mapping.false.some((word) => word.toLowerCase() === text)) return { value: false };
  return { wrong: `"${text}" is neither ${mapping.true.join(', ')} nor ${mapping.false.join(', ')}` };
}
