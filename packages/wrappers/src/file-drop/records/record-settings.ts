import { z } from 'zod';

const from = z.string().min(1).optional();
const common = {
  /** Column, field or element it is taken from, dotted for inner ones (`Meter.Serial`, `lines.0`); default: its own name. */
  from,
  /** Whether an empty or missing value leaves the field out. Otherwise the row is bad. */
  optional: z.boolean().default(false),
  /** Instead of an empty or missing value. */
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  /** Code table: what stands in the file, and what it means. A code that is not in it makes the row bad, unless `otherwise` is given. */
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  otherwise: z.union([z.string(), z.number(), z.boolean()]).optional(),
};
const numeric = {
  ...common,
  /** Decimal sign of the file. */
  decimal: z.enum(['.', ',']).default('.'),
  /** What stands between thousands. */
  group: z.enum(['.', ',', ' ', "'", '_']).optional(),
};

const fieldObjectSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), ...common, max: z.number().int().min(1).optional() }),
  z.strictObject({ type: z.literal('integer'), ...numeric }),
  z.strictObject({
    type: z.literal('decimal'),
    ...numeric,
    /** Digits behind a decimal sign that isn't written: with 2, `0001250` is `12.50`. */
    scale: z.number().int().min(0).max(20).optional(),
  }),
  z.strictObject({
    type: z.literal('boolean'),
    ...common,
    true: z.array(z.string()).default(['true', 'yes', 'y', '1']),
    false: z.array(z.string()).default(['false', 'no', 'n', '0']),
  }),
  z.strictObject({ type: z.literal('date'), ...common, format: z.string().min(1).default('YYYY-MM-DD') }),
  z.strictObject({
    type: z.literal('instant'),
    ...common,
    /** `iso` (with its offset), or a picture such as `DD.MM.YYYY HH:mm:ss`. */
    format: z.string().min(1).default('iso'),
    /** IANA zone of times without an offset. */
    zone: z
      .string()
      .refine(isZone, {
        error: ({ input }) => `"${String(input)}" is no time zone of the IANA list, such as Europe/Lisbon`,
      })
      .default('UTC'),
  }),
  /** As the parser read it: lists and inner objects. */
  z.strictObject({ type: z.literal('json'), from, optional: z.boolean().default(false) }),
]);

/** A field of the records that are delivered: its type alone (`text`; `decimal?` when it may be missing), or an object. */
export const fieldSchema = z.preprocess(
  (field) => (typeof field === 'string' ? { type: field.replace(/\?$/, ''), optional: field.endsWith('?') } : field),
  fieldObjectSchema,
);
export type FieldMapping = z.output<typeof fieldSchema>;
export type FieldOf<T extends FieldMapping['type']> = Extract<FieldMapping, { readonly type: T }>;

export const recordSettingsSchema = z.record(z.string().min(1), fieldSchema);
export type RecordSettings = z.output<typeof recordSettingsSchema>;

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
