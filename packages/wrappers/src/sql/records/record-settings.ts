import { z } from 'zod';

export const sqlRecordSettings = z.strictObject({
  /** Table or view, or SCHEMA.TABLE. Default: the name of the kind. */
  table: z.string().min(1).optional(),
  /** Column names; none: read only. */
  key: z.array(z.string()).default([]),
  writable: z.array(z.enum(['insert', 'update', 'delete'])).default([]),
});
export type SqlRecordSettings = z.output<typeof sqlRecordSettings>;
