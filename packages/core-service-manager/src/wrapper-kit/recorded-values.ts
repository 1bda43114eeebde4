import type { JsonValue } from './json-value.js';

/**
 * JSON text of a recorded value. Bytes and dates, which database and directory drivers answer with, keep their kind:
 * `{"$bytes": base64}` and `{"$instant": ISO 8601}`.
 * @throws TypeError for what has no JSON form (functions, bigint, cycles).
 */
export function toRecordedText(value: unknown): string | undefined {
  return JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key, seen: unknown) {
    // Buffer and Date have turned themselves to JSON already; their holder still has them.
    const original = this[key];
    if (original instanceof Uint8Array) return { $bytes: Buffer.from(original).toString('base64') };
    if (original instanceof Date) return { $instant: original.toISOString() };
    if (typeof seen === 'function' || typeof seen === 'symbol') throw new TypeError(`a ${typeof seen} at "${key}"`);
    if (original instanceof Map || original instanceof Set) throw new TypeError(`a Map or Set at "${key}"`);
    return seen;
  });
}

export function fromRecordedText(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return value;
    if ('$bytes' in value && typeof value.$bytes === 'string') return Buffer.from(value.$bytes, 'base64');
    if ('$instant' in value && typeof value.$instant === 'string') return new Date(value.$instant);
    return value;
  });
}

/** The same text for the same request, whatever the order of its fields. */
export function canonicalRequest(request: JsonValue): string {
  return JSON.stringify(request, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
