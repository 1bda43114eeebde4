import { z } from 'zod';

/** Text for people, per language (BCP 47 primary tag). English is the one that must be there. */
export const labelSchema = z.record(z.string(), z.string());
export type Label = z.infer<typeof labelSchema>;

export const attributeTypeSchema = z.enum([
  'text',
  'integer',
  'decimal',
  'money',
  'boolean',
  'date',
  'timestamp',
  'email',
  'phone',
  'code',
  'reference',
  'json',
]);
export type AttributeType = z.infer<typeof attributeTypeSchema>;

export const attributeInfoSchema = z.object({
  name: z.string(),
  type: attributeTypeSchema,
  label: labelSchema,
  required: z.boolean(),
  /** Values of a `code`, with their labels. */
  codes: z.array(z.object({ value: z.string(), label: labelSchema })).optional(),
  /** Class of a `reference`. */
  references: z.string().optional(),
  /** ISO 4217, for money. */
  currency: z.string().optional(),
  /** Computed by an expression; cannot be written. */
  derived: z.boolean(),
});
export type AttributeInfo = z.infer<typeof attributeInfoSchema>;

export const relationInfoSchema = z.object({
  name: z.string(),
  class: z.string(),
  to: z.enum(['one', 'many']),
  label: labelSchema,
});

export const classInfoSchema = z.object({
  name: z.string(),
  label: labelSchema,
  /** Plural. */
  labels: labelSchema,
  store: z.string(),
  /** Attribute names; several for a composite key. */
  key: z.array(z.string()),
  attributes: z.array(attributeInfoSchema),
  relations: z.array(relationInfoSchema),
  /** A one-line text for an object, as an expression template, e.g. `{firstName} {lastName}`. */
  title: z.string(),
  /** Attributes searched by `search`. */
  search: z.array(z.string()),
  readOnly: z.boolean(),
});
export type ClassInfo = z.infer<typeof classInfoSchema>;
