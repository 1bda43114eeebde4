import { z } from 'zod';

/**
 * Values as they cross the contract, the same for every engine: decimal and bigint as canonical text, timestamp as ISO 8601
 * instant with milliseconds, date as `YYYY-MM-DD`, json as any JSON value.
 */
export const columnTypeSchema = z.enum([
  'text',
  'integer',
  'bigint',
  'decimal',
  'real',
  'boolean',
  'date',
  'timestamp',
  'json',
]);
export type ColumnType = z.infer<typeof columnTypeSchema>;

export const valueSchema = z.json();
export type Value = z.infer<typeof valueSchema>;
export const rowSchema = z.record(z.string(), valueSchema);
export type Row = z.infer<typeof rowSchema>;

export const columnDefinitionSchema = z.object({
  name: z.string(),
  type: columnTypeSchema,
  nullable: z.boolean().default(false),
  /** Digits in all and behind the point, for decimal. */
  precision: z.number().int().optional(),
  scale: z.number().int().optional(),
});
export const tableDefinitionSchema = z.object({
  name: z.string(),
  kind: z.enum(['table', 'view']).default('table'),
  columns: z.array(columnDefinitionSchema),
  /** Column names; may be several. Empty for a keyless view, which is read only. */
  primaryKey: z.array(z.string()),
  indexes: z.array(z.object({ columns: z.array(z.string()), unique: z.boolean().default(false) })).default([]),
});
export type TableDefinition = z.input<typeof tableDefinitionSchema>;

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Scalar = z.infer<typeof scalar>;

/** A row filter. Comparisons with null never hold; `is-null` asks for it. `contains` and `starts-with` ignore case. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | {
      readonly column: string;
      readonly op: '=' | '<>' | '<' | '<=' | '>' | '>=' | 'contains' | 'starts-with';
      readonly value: Scalar;
    }
  | { readonly column: string; readonly op: 'in'; readonly values: readonly Scalar[] }
  | { readonly column: string; readonly op: 'is-null' };

export const conditionSchema: z.ZodType<Condition, Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionSchema) }),
    z.strictObject({ any: z.array(conditionSchema) }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({
      column: z.string(),
      op: z.enum(['=', '<>', '<', '<=', '>', '>=', 'contains', 'starts-with']),
      value: scalar,
    }),
    z.strictObject({ column: z.string(), op: z.literal('in'), values: z.array(scalar).max(1000) }),
    z.strictObject({ column: z.string(), op: z.literal('is-null') }),
  ]),
);
