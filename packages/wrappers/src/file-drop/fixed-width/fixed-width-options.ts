import { z } from 'zod';

export const fixedWidthOptionsSchema = z
  .strictObject({
    /** Name, first position (from 1) and length in characters. */
    fields: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          start: z.number().int().min(1).max(1_000_000),
          length: z.number().int().min(1).max(1_000_000),
        }),
      )
      .min(1),
    /** For files without line ends: bytes a record. Asks for an encoding of one byte a character. */
    recordLength: z.number().int().min(1).max(1_000_000).optional(),
    /** Which blanks around a value go. */
    trim: z.enum(['right', 'both', 'none']).default('both'),
    /** Lines in front of the first record. */
    skipLines: z.number().int().min(0).max(1000).default(0),
    /** Only lines that begin with this are records; others (header, trailer) are passed over. */
    startsWith: z.string().min(1).optional(),
  })
  .superRefine(({ fields, recordLength }, ctx) => {
    for (const [at, { name, start, length }] of fields.entries()) {
      if (fields.findIndex((other) => other.name === name) !== at) {
        ctx.addIssue({ code: 'custom', path: ['fields', at, 'name'], message: `"${name}" is there twice` });
      }
      if (recordLength !== undefined && start + length - 1 > recordLength) {
        ctx.addIssue({ code: 'custom', path: ['fields', at], message: `"${name}" ends behind the record` });
      }
    }
  });
export type FixedWidthOptions = z.output<typeof fixedWidthOptionsSchema>;
