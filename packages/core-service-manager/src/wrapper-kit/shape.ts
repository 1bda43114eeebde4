import { z } from 'zod';

const scalars = {
  text: z.string(),
  integer: z.int(),
  number: z.number(),
  // Never a float: 0.1 + 0.2 must be 0.3 in money and meter readings.
  decimal: z.string().regex(/^-?\d+(\.\d+)?$/, 'a decimal number as text, such as "-12.50"'),
  boolean: z.boolean(),
  date: z.iso.date(),
  instant: z.iso.datetime({ offset: true }),
  json: z.json(),
} as const;
type Scalar = keyof typeof scalars;

/** A JSON Schema (2020-12, or what its `$schema` says) for what the short form cannot say. */
export type JsonSchema = Parameters<typeof z.fromJSONSchema>[0];

/**
 * The short form of a schema in YAML: a word (`text`, `integer`, `number`, `decimal`, `boolean`, `date`, `instant`, `json`),
 * a list `[shape]`, an object `{field: shape}`, or `{schema: JSON Schema}`. A word that ends in `?`, or a field whose name does,
 * may be absent or null.
 */
export type Shape =
  | Scalar
  | `${Scalar}?`
  | readonly [Shape]
  | { readonly [field: string]: Shape }
  | { readonly schema: JsonSchema };

export interface ShapeOptions {
  /** What becomes of fields that an object's shape does not name. Default: dropped. */
  readonly unknownFields?: 'refused' | 'dropped';
}

const WORDS = `write ${Object.keys(scalars).join(', ')} (with ? if it may be absent), [shape], {field: shape} or {schema: JSON Schema}`;

/** Checks a shape as it stands in YAML and names the place of each mistake. */
export const shapeSchema: z.ZodType<Shape, Shape> = z
  .unknown()
  .superRefine((value, context) => {
    for (const { at, message } of mistakesIn(value, [])) context.addIssue({ code: 'custom', path: [...at], message });
  })
  .describe(`A shape: ${WORDS}`) as unknown as z.ZodType<Shape, Shape>;

/** The zod schema of a shape; only for a shape that `shapeSchema` let through. */
export function schemaOf(shape: Shape, options: ShapeOptions = {}): z.ZodType {
  if (typeof shape === 'string') {
    const [word, optional] = wordAndOptional(shape);
    const schema = scalars[word];
    return optional ? schema.nullish() : schema;
  }
  if (isList(shape)) return z.array(schemaOf(shape[0], options));
  if (isJsonSchema(shape)) return z.fromJSONSchema(shape.schema);
  const fields = Object.entries(shape as Readonly<Record<string, Shape>>).map(([key, field]): [string, z.ZodType] => {
    const schema = schemaOf(field, options);
    return key.endsWith('?') ? [key.slice(0, -1), schema.nullish()] : [key, schema];
  });
  const object = options.unknownFields === 'refused' ? z.strictObject : z.object;
  return object(Object.fromEntries(fields));
}

interface Mistake {
  readonly at: readonly (string | number)[];
  readonly message: string;
}

function mistakesIn(value: unknown, at: Mistake['at']): readonly Mistake[] {
  if (typeof value === 'string') {
    const [word] = wordAndOptional(value);
    return Object.hasOwn(scalars, word) ? [] : [{ at, message: `"${value}" is not a shape: ${WORDS}` }];
  }
  if (Array.isArray(value)) {
    if (value.length !== 1) return [{ at, message: 'a list has the one shape of its members: [shape]' }];
    return mistakesIn(value[0], [...at, 0]);
  }
  if (typeof value !== 'object' || value === null) return [{ at, message: `a shape is needed: ${WORDS}` }];
  if (isJsonSchema(value)) return jsonSchemaMistakes(value.schema, [...at, 'schema']);
  return Object.entries(value).flatMap(([key, field]) => mistakesIn(field, [...at, key]));
}

function jsonSchemaMistakes(schema: JsonSchema, at: Mistake['at']): readonly Mistake[] {
  try {
    z.fromJSONSchema(schema);
    return [];
  } catch (error) {
    return [
      { at, message: `this JSON Schema cannot be used: ${error instanceof Error ? error.message : String(error)}` },
    ];
  }
}

function wordAndOptional(text: string): readonly [word: Scalar, optional: boolean] {
  return text.endsWith('?') ? [text.slice(0, -1) as Scalar, true] : [text as Scalar, false];
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

/** `{schema: {...}}` alone; a field that is named `schema` and holds a word is a field. */
function isJsonSchema(shape: object): shape is { readonly schema: JsonSchema } {
  if (Object.keys(shape).length !== 1 || !('schema' in shape)) return false;
  return (
    typeof shape.schema === 'boolean' ||
    (typeof shape.schema === 'object' && shape.schema !== null && !Array.isArray(shape.schema))
  );
}
