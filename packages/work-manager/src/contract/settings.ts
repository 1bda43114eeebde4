import { z } from 'zod';

/** A file `queues/NAME.yaml`. */
export const queueSettingsSchema = z.strictObject({
  queue: z.string(),
  label: z.record(z.string(), z.string()),
  /** Skills an agent needs, each with its least level (1 to 10). */
  skills: z.record(z.string(), z.number().int().min(1).max(10)).default({}),
  /** Higher goes first; default 5. */
  priority: z.number().int().min(0).max(10).default(5),
  /** How long an agent's phone rings before the contact goes to the next one (seconds). */
  ringSeconds: z.number().int().min(5).max(120).default(20),
  /** For the monitor: answered within so many seconds counts as in time. */
  answerWithinSeconds: z.number().int().min(1).default(20),
});
export type QueueSettings = z.infer<typeof queueSettingsSchema>;
export const workManagerSettingsSchema = z.object({ queues: z.array(queueSettingsSchema).default([]) });
