import type { z } from 'zod';
import { isObject } from './openapi-document.js';
import type { JsonObject, OpenApiDocument } from './openapi-document.js';
import type { Parameter } from './parameter-text.js';
import { readSchema } from './schema-reader.js';

export interface DocumentParameters {
  readonly list: readonly Parameter[];
  readonly shape: Readonly<Record<string, z.ZodType>>;
  readonly notes: readonly string[];
  /** Why the operation cannot be offered. */
  readonly obstacle?: string;
}

/** Not parameters but what the wrapper writes itself (OpenAPI 3.1 4.8.12.1). */
const OWN_HEADERS: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

/** The parameters of a path and of an operation on it; the operation's win. */
export function documentParameters(
  document: OpenApiDocument,
  item: JsonObject,
  source: JsonObject,
  path: string,
): DocumentParameters {
  const notes: string[] = [];
  const shape: Record<string, z.ZodType> = {};
  const list: Parameter[] = [];
  const byPlace = new Map<string, JsonObject>();
  for (const entry of [...listOf(item['parameters']), ...listOf(source['parameters'])].map((one) =>
    document.resolve(one),
  )) {
    byPlace.set(`${String(entry['in'])} ${String(entry['name'])}`, entry);
  }
  for (const entry of byPlace.values()) {
    const name = String(entry['name']);
    const place = entry['in'];
    if (place === 'header' && OWN_HEADERS.has(name.toLowerCase())) continue;
    if (place !== 'path' && place !== 'query' && place !== 'header') {
      const what = `the ${String(place)} parameter ${name} cannot be sent`;
      if (entry['required'] === true) return { list, shape, notes, obstacle: what };
      notes.push(what);
      continue;
    }
    const field = Object.hasOwn(shape, name) ? `${name}In${place.charAt(0).toUpperCase()}${place.slice(1)}` : name;
    const content = isObject(entry['content']) ? Object.values(entry['content'])[0] : undefined;
    const schemaSource = isObject(content) ? content['schema'] : entry['schema'];
    const { schema, unchecked } = readSchema(document, schemaSource ?? {}, 'input', field);
    notes.push(...unchecked.map((what) => `not checked: ${what}`));
    const described = typeof entry['description'] === 'string' ? schema.describe(entry['description']) : schema;
    shape[field] = entry['required'] === true || place === 'path' ? described : described.optional();
    const style = typeof entry['style'] === 'string' ? entry['style'] : place === 'query' ? 'form' : 'simple';
    const explode = typeof entry['explode'] === 'boolean' ? entry['explode'] : style === 'form';
    list.push({ name, field, in: place, style, explode, json: content !== undefined });
  }
  const missing = Array.from(path.matchAll(/\{([^}]+)\}/g), ([, name]) => name ?? '').filter(
    (name) => !list.some((parameter) => parameter.in === 'path' && parameter.name === name),
  );
  if (missing.length > 0)
    return { list, shape, notes, obstacle: `its path takes ${missing.join(', ')}, which it does not describe` };
  return { list, shape, notes };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
