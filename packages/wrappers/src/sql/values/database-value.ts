import type { Shape } from '@caruso/core-service-manager/wrapper-kit';
import type { Database, Parameter } from '../databases/database.js';

/** As PostgreSQL prints booleans, as MariaDB keeps them, and bits. */
const truths: ReadonlyMap<string, boolean> = new Map([
  ...['t', 'true', '1', '\u0001'].map((text) => [text, true] as const),
  ...['f', 'false', '0', '\u0000'].map((text) => [text, false] as const),
]);

/** An input as the driver binds it. */
export function toDatabase(value: unknown, shape: Shape | undefined, engine: Database['engine']): Parameter {
  if (value === null || value === undefined) return null;
  const word = typeof shape === 'string' ? shape.replace('?', '') : undefined;
  if (word === 'json' || (typeof value === 'object' && !Array.isArray(value))) return JSON.stringify(value);
  if (Array.isArray(value)) {
    const inner = Array.isArray(shape) ? (shape[0] as Shape) : undefined;
    return value.map((member) => toDatabase(member, inner, engine) as string | number | boolean | null);
  }
  // MariaDB knows no zone in a literal; the session's is UTC.
  if (word === 'instant' && engine === 'mariadb') {
    return new Date(String(value)).toISOString().replace('T', ' ').replace('Z', '');
  }
  return value as Parameter;
}

/** What the database gave, as the shape says; what does not fit is left as it is, for the check of the answer to name it. */
export function fromDatabase(raw: unknown, shape: Shape): unknown {
  if (raw === null || raw === undefined) return null;
  const text = Buffer.isBuffer(raw)
    ? raw.toString('utf8')
    : typeof raw === 'object'
      ? JSON.stringify(raw)
      : String(raw as string);
  const word = typeof shape === 'string' ? shape.replace('?', '') : 'json';
  switch (word) {
    case 'integer':
    case 'number':
      return text.trim() === '' ? text : Number(text);
    case 'boolean':
      return truths.get(text) ?? text;
    case 'date':
      return text.slice(0, 10);
    case 'instant':
      return instant(text);
    case 'json':
      return parsed(text);
    default:
      // text, decimal; a driver's number is printed without exponent where it is whole.
      return text;
  }
}

/** `2026-03-29 02:30:00.5+00` with or without zone; without one it is UTC. */
function instant(text: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/.exec(
    text,
  );
  if (!match) return text;
  const [, day, time, zone = 'Z'] = match;
  const date = new Date(`${day}T${time}${/^[+-]\d{2}$/.test(zone) ? `${zone}:00` : zone}`);
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
