import { z } from 'zod';
import { isObject } from './openapi-document.js';
import type { JsonObject, OpenApiDocument } from './openapi-document.js';

export type Direction = 'input' | 'output';

export interface ReadSchema {
  readonly schema: z.ZodType;
  /** What the schema asks for and is not checked, by place: `Task.links: format uri-map`. */
  readonly unchecked: readonly string[];
}

/** Says nothing about which values are right, or nothing that JSON does not say by itself. */
const ANNOTATIONS = new Set([
  '$schema', '$id', 'id', '$comment', '$anchor', 'title', 'example', 'examples', 'xml', 'externalDocs', 'deprecated',
  'discriminator', 'readOnly', 'writeOnly', 'default', 'nullable', 'contentEncoding', 'contentMediaType', 'contentSchema',
]); // prettier-ignore
const UNCHECKED = new Set([
  'not', 'if', 'then', 'else', 'unevaluatedItems', 'unevaluatedProperties', 'dependentSchemas', 'dependentRequired',
  'dependencies', '$dynamicRef', '$dynamicAnchor', '$vocabulary',
]); // prettier-ignore
const CHECKED_FORMATS = new Set([
  'email', 'uri', 'uri-reference', 'uuid', 'guid', 'date-time', 'date', 'time', 'duration', 'hostname', 'ipv4', 'ipv6', 'base64',
  'base64url',
]); // prettier-ignore
/** Hints for the machine that stores the value; `int64` beyond 2^53 is refused by the integer check. */
const HINTS = new Set(['int32', 'int64', 'float', 'double', 'password', 'binary']);
const SCHEMA_LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const SCHEMA_MAPS = new Set(['properties', 'patternProperties']);
const SCHEMAS = new Set(['items', 'additionalProperties', 'additionalItems', 'contains', 'propertyNames']);

/**
 * A schema of an OpenAPI document as a zod schema, through `z.fromJSONSchema`. Defaults are left to the system. Formats
 * are checked in inputs only. Read-only properties are not required of an input, write-only ones not of an output (OpenAPI 3.0.3
 * 4.7.24).
 */
export function readSchema(
  document: OpenApiDocument,
  source: unknown,
  direction: Direction,
  place: string,
): ReadSchema {
  const unchecked: string[] = [];
  const defined = new Map<string, unknown>();
  const names = new Map<string, string>();

  function referred(reference: string): string {
    const known = names.get(reference);
    if (known !== undefined) return known;
    const last = reference.split('/').at(-1) ?? 'Schema';
    const base = last.replace(/[^\w]/g, '_');
    let name = base;
    for (let suffix = 2; defined.has(name); suffix += 1) name = `${base}${suffix}`;
    names.set(reference, name);
    defined.set(name, true);
    defined.set(name, plain(document.at(reference), name));
    return name;
  }

  function plain(schema: unknown, at: string): unknown {
    if (!isObject(schema)) return schema;
    if (typeof schema['$ref'] === 'string') return { $ref: `#/$defs/${referred(schema['$ref'])}` };
    const made = Object.fromEntries(Object.entries(schema).flatMap(([key, value]) => member(key, value, schema, at)));
    const typed = withType(made);
    return schema['nullable'] === true ? { anyOf: [typed, { type: 'null' }] } : typed;
  }

  function member(
    key: string,
    value: unknown,
    schema: JsonObject,
    at: string,
  ): readonly (readonly [string, unknown])[] {
    if (ANNOTATIONS.has(key) || key.startsWith('x-')) return [];
    if (SCHEMA_LISTS.has(key) && Array.isArray(value)) return [[key, value.map((item) => plain(item, at))]];
    if (SCHEMA_MAPS.has(key) && isObject(value)) {
      return [
        [key, Object.fromEntries(Object.entries(value).map(([field, item]) => [field, plain(item, `${at}.${field}`)]))],
      ];
    }
    if (SCHEMAS.has(key)) return [[key, plain(value, key === 'items' ? `${at}[]` : at)]];
    if (key === 'required') {
      const required = requiredOf(document, schema, direction);
      const known = isObject(schema['properties']) ? schema['properties'] : {};
      for (const field of required.filter((one) => !Object.hasOwn(known, String(one)))) {
        missed(`${at}: required ${String(field)}`);
      }
      return [[key, required]];
    }
    if (key === 'enum' && Array.isArray(value) && schema['nullable'] === true)
      return [[key, value.filter((item) => item !== null)]];
    if (key === 'format') return formatOf(value, schema, at);
    if (key === 'pattern' && !isPattern(value)) return missed(`${at}: pattern ${String(value)}`);
    return UNCHECKED.has(key) ? missed(`${at}: ${key}`) : [[key, value]];
  }

  function formatOf(format: unknown, { type }: JsonObject, at: string): readonly (readonly [string, unknown])[] {
    // An annotation (JSON Schema 2020-12 7.2.1): real systems answer '' for a missing URI and dates without an offset.
    if (direction === 'output') return [];
    if (type === 'string' && format === 'byte') return [['format', 'base64']];
    if (type === 'string' && CHECKED_FORMATS.has(String(format))) return [['format', format]];
    return HINTS.has(String(format)) ? [] : missed(`${at}: format ${String(format)}`);
  }

  function missed(what: string): readonly [] {
    if (!unchecked.includes(what)) unchecked.push(what);
    return [];
  }

  const root = plain(source, place);
  const whole = isObject(root) ? { ...root, $defs: Object.fromEntries(defined) } : root;
  try {
    return { schema: z.fromJSONSchema(whole as Parameters<typeof z.fromJSONSchema>[0]), unchecked };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { schema: z.json(), unchecked: [...unchecked, `${place}: not checked at all (${reason})`] };
  }
}

/** zod takes a schema without a type as "anything"; many documents leave `type: object` out. */
function withType(schema: JsonObject): JsonObject {
  if ('type' in schema || 'enum' in schema || 'const' in schema || '$ref' in schema) return schema;
  if ('properties' in schema || 'additionalProperties' in schema || 'required' in schema)
    return { ...schema, type: 'object' };
  if ('items' in schema || 'prefixItems' in schema) return { ...schema, type: 'array' };
  if ('pattern' in schema || 'minLength' in schema || 'maxLength' in schema) return { ...schema, type: 'string' };
  return schema;
}

function requiredOf(
  document: OpenApiDocument,
  { properties, required }: JsonObject,
  direction: Direction,
): readonly unknown[] {
  const names = Array.isArray(required) ? required : [];
  const exempt = direction === 'input' ? 'readOnly' : 'writeOnly';
  return names.filter((name) => {
    const property = isObject(properties) ? properties[String(name)] : undefined;
    return document.resolve(property)[exempt] !== true;
  });
}

function isPattern(pattern: unknown): boolean {
  try {
    return new RegExp(String(pattern)) instanceof RegExp;
  } catch {
    return false;
  }
}
