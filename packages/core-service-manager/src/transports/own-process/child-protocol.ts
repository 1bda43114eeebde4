import { z } from 'zod';
import { contractDescriptionSchema } from '../../contract/index.js';

/** What a parent tells its child to do; sent as calls of a provider that both know, so that answers, errors and time limits are those of any call. */
export const CHILD = 'own-process@child child';

export const describeRequestSchema = z.object({
  spec: z.string(),
  range: z.string().optional(),
  /** Of the instance. */
  name: z.string(),
  settings: z.unknown().optional(),
  appDir: z.string(),
  dataDir: z.string(),
  application: z.string(),
  /** Ids of the child and of its parent. */
  process: z.string(),
  parent: z.string(),
});
export type DescribeRequest = z.infer<typeof describeRequestSchema>;

export const childDescriptionSchema = z.object({
  name: z.string(),
  version: z.string(),
  summary: z.string(),
  provides: z.array(contractDescriptionSchema),
  needs: z.array(z.object({ contract: contractDescriptionSchema, range: z.string(), optional: z.boolean() })),
});
export type ChildDescription = z.infer<typeof childDescriptionSchema>;

export const handOverSchema = z.object({ contract: z.string() });
export const takeOverSchema = z.object({ contract: z.string(), state: z.unknown().optional() });
export const healthSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('up') }),
  z.object({ status: z.literal('degraded'), reason: z.string() }),
  z.object({ status: z.literal('down'), reason: z.string() }),
]);

/** What is no message of the wire begins with one of these. */
export const LOG_LINE = 'L';

export const logLineSchema = z.object({
  level: z.enum(['debug', 'info', 'warn', 'error']),
  fields: z.record(z.string(), z.unknown()),
  message: z.string().optional(),
});
export type LogLine = z.infer<typeof logLineSchema>;
