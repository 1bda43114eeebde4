import { z } from 'zod';

export const copybookOptionsSchema = z.strictObject({
  /** The copybook: a file of the application's folder, or its text. */
  copybook: z.string().min(1),
  /** Which 01 level describes the records; default: the first. */
  record: z.string().min(1).optional(),
  /**
   * How records lie in the file: `fixed` (each as long as the copybook says, or `recordLength`), `rdw` (variable, each behind a record
   * descriptor word), `lines` (each on a line of its own; only for copybooks without binary and packed fields).
   */
  framing: z.enum(['fixed', 'rdw', 'lines']).default('fixed'),
  recordLength: z.number().int().min(1).max(1_000_000).optional(),
  rdw: z
    .strictObject({
      /** Where the length stands: in the first two bytes, high byte first (z/OS), or in the last two, low byte first (some transfer programs). */
      order: z.enum(['big-endian', 'little-endian']).default('big-endian'),
      /** z/OS counts the four bytes of the word itself in the length. */
      countsItself: z.boolean().default(true),
    })
    .prefault({}),
  trim: z.enum(['right', 'both', 'none']).default('right'),
  /** Which of several REDEFINES views a record has, by the value of a field. Views that are not named are always read. */
  segments: z.strictObject({ field: z.string().min(1), views: z.record(z.string(), z.string().min(1)) }).optional(),
});
export type CopybookOptions = z.output<typeof copybookOptionsSchema>;
