import { pick } from '@caruso/core-service-manager/wrapper-kit';
import type { JsonValue } from '@caruso/core-service-manager/wrapper-kit';
import { readField } from './read-field.js';
import type { RecordSettings } from './record-settings.js';

export type JsonRecord = Readonly<Record<string, JsonValue>>;
export type MappedRecord = { readonly record: JsonRecord } | { readonly reason: string };

/** The record that is delivered for one that a parser read; all that is wrong with it at once. Without a mapping it goes as it is. */
export function mapRecord(parsed: JsonRecord, settings: RecordSettings | undefined): MappedRecord {
  if (settings === undefined) return { record: parsed };
  const record: Record<string, JsonValue> = {};
  const wrong: string[] = [];
  for (const [name, mapping] of Object.entries(settings)) {
    const from = mapping.from ?? name;
    const reading = readField(mapping, at(parsed, from));
    if (reading === undefined) continue;
    if ('wrong' in reading) wrong.push(`${from === name ? name : `${name} (${from})`}: ${reading.wrong}`);
    else record[name] = reading.value;
  }
  return wrong.length === 0 ? { record } : { reason: wrong.join('; ') };
}

/** A column may have dots in its name: the name as a whole comes first. */
function at(parsed: JsonRecord, from: string): JsonValue | undefined {
  return Object.hasOwn(parsed, from) ? parsed[from] : (pick(parsed, from) as JsonValue | undefined);
}
