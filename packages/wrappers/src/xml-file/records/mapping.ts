import { z } from 'zod';

/** Element names from the record (or the root) down, joined by `/`, without namespace prefixes; the last may be `@attribute`. */
const pathSchema = z
  .string()
  .regex(/^[^/@\s]+(\/[^/@\s]+)*(\/?@[^/@\s]+)?$|^@[^/@\s]+$/, 'must be a path such as Area/PostalCode or Text/@lang');

const fieldSchema = z.strictObject({
  path: pathSchema,
  /** `instant`: an ISO 8601 time with zone, as UTC. `number`: a decimal number. */
  as: z.enum(['text', 'instant', 'number']).default('text'),
  /** Translates codes; one that is not there is a fault of the record. */
  values: z.record(z.string(), z.string()).optional(),
  /** All elements of the path, as a list. */
  list: z.boolean().default(false),
  /** All elements of the path, as an object whose keys are this attribute of theirs, e.g. a text per language. */
  by: z.string().optional(),
  /** A record without it is in order. Lists may always be empty. */
  optional: z.boolean().default(false),
});
export type FieldMapping = z.infer<typeof fieldSchema>;

/** How an XML file becomes records. */
export const recordMappingSchema = z.strictObject({
  /** Path of the elements that are one record each, from the root element. */
  record: pathSchema,
  fields: z.record(z.string(), z.union([pathSchema.transform((path) => fieldSchema.parse({ path })), fieldSchema])),
});
export type RecordMapping = z.infer<typeof recordMappingSchema>;

export const recordFileSettingsSchema = recordMappingSchema.extend({
  /** Relative to the application's folder. */
  file: z.string().min(1),
  maxBytes: z.number().int().min(1).max(200_000_000).default(10_000_000),
  maxRecords: z.number().int().min(1).max(1_000_000).default(10_000),
});
export type RecordFileSettings = z.infer<typeof recordFileSettingsSchema>;
