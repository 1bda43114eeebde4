import { readTemporalProperty } from '../temporal/temporal-properties.js';

/**
 * A function that reads a field: null where there is none, the fields of all items of a list. Only an object's own
 * fields: names such as `constructor` reach nothing of JavaScript's.
 */
export function fieldReader(name: string): (value: unknown) => unknown {
  // The check costs; names that no object has from its prototype do without.
  const inherited = name in Object.prototype;

  return function read(value: unknown): unknown {
    if (typeof value === 'string') return readTemporalProperty(value, name);
    if (typeof value !== 'object' || value === null) return null;
    if (Array.isArray(value)) return value.map(read);
    if (inherited && !Object.hasOwn(value, name)) return null;
    const field = (value as Readonly<Record<string, unknown>>)[name];
    return field === undefined || typeof field === 'function' ? null : field;
  };
}

/** Whether a value has a field of its own with this name. */
export function hasField(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name);
}
