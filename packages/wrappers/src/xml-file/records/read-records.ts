import type { RecordMapping } from './mapping.js';
import { elementsAt, parseXml } from './parse-xml.js';
import { readField } from './read-field.js';
import type { FieldValue } from './read-field.js';

export type FileRecord = Readonly<Record<string, FieldValue>>;

export interface Records {
  readonly records: readonly FileRecord[];
  /** What is wrong with records that were left out, e.g. `record 3: start is missing`. */
  readonly faults: readonly string[];
}

/** The records of an XML text. Throws an Error when it is not well-formed, holds no such record path, or too many. */
export function readRecords(text: string, mapping: RecordMapping, maxRecords: number): Records {
  const path = mapping.record.split('/');
  const root = parseXml(text);
  const elements = elementsAt(root, path);
  // No record is fine; no place where records could be means that it is another file.
  if (elements.length === 0 && elementsAt(root, path.slice(0, -1)).length === 0) {
    throw new Error(`it has no ${path.slice(0, -1).join('/')}: is it the right file?`);
  }
  if (elements.length > maxRecords)
    throw new Error(`it has ${elements.length} records; at most ${maxRecords} are read`);
  const records: FileRecord[] = [];
  const faults: string[] = [];
  for (const [index, element] of elements.entries()) {
    const readings = Object.entries(mapping.fields).map(([name, field]) => ({
      name,
      reading: readField(element, field),
    }));
    const wrong = readings.flatMap(({ reading }) => (reading.ok ? [] : [reading.fault]));
    if (wrong.length > 0) faults.push(`record ${index + 1}: ${wrong.join('; ')}`);
    else {
      const values = readings.flatMap(({ name, reading }): [string, FieldValue][] =>
        reading.ok && reading.value !== undefined ? [[name, reading.value]] : [],
      );
      records.push(Object.fromEntries(values));
    }
  }
  return { records, faults };
}
