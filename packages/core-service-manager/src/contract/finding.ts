import { z } from 'zod';

/** A mistake in a file of the application, as `caruso check` prints it. */
export const findingSchema = z.object({
  /** Relative to the application's folder. */
  file: z.string(),
  /** From 1. */
  line: z.number().int().min(1),
  /** From 1. */
  column: z.number().int().min(1),
  /** Stable name of the rule that found it, e.g. `script/dead-end`. */
  rule: z.string(),
  severity: z.enum(['error', 'warning']),
  /** What is wrong. */
  message: z.string(),
  /** What to do. */
  advice: z.string(),
});
export type Finding = z.infer<typeof findingSchema>;
