import { objectRefSchema } from '@caruso/core-service-manager/contract';
import { z } from 'zod';

export const channelSchema = z.enum(['agent', 'web', 'voice']);
export type Channel = z.infer<typeof channelSchema>;

export const questionTypeSchema = z.enum(['text', 'integer', 'decimal', 'date', 'boolean', 'choice', 'email', 'phone']);
export type QuestionType = z.infer<typeof questionTypeSchema>;

/** A recorded prompt for voice: `PROMPT.wav` under `prompts/LANGUAGE/` of the application. */
export const promptSchema = z.object({ prompt: z.string(), text: z.string() });

/** What the person is asked or told now. */
export const dialogStepSchema = z.object({
  node: z.string(),
  kind: z.enum(['question', 'info', 'transfer', 'end']),
  /** Ready to read, in the dialog's language and for its channel, values filled in. */
  text: z.string(),
  hint: z.string().optional(),
  /** For kind question. */
  type: questionTypeSchema.optional(),
  required: z.boolean().default(true),
  options: z.array(z.object({ value: z.string(), text: z.string(), digit: z.string().optional() })).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** The earlier or default answer, to start from. */
  value: z.json().optional(),
  /** Why the last try was refused, in the dialog's language. */
  problem: z.string().optional(),
  /** For voice: what to play, how many digits to take, how long to wait (seconds), which try this is (from 1). */
  voice: z
    .object({
      prompts: z.array(promptSchema),
      digits: z.number().int().optional(),
      timeoutSeconds: z.number(),
      attempt: z.number().int(),
    })
    .optional(),
  /** For kind transfer. */
  queue: z.string().optional(),
  /** For kind end. */
  outcome: z.string().optional(),
});
export type DialogStep = z.infer<typeof dialogStepSchema>;

export const dialogActionSchema = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  error: z.string().optional(),
  /** Id of the durable task, for a retry. */
  task: z.string().optional(),
});

/**
 * `asking`: waits for a person. `acting`: the script is at its end and its actions are under way. `ended`, `transferred`, `abandoned`: over.
 */
export const dialogStatusSchema = z.enum(['asking', 'acting', 'ended', 'transferred', 'abandoned']);

/** Everything a client needs to show a dialog. */
export const dialogViewSchema = z.object({
  id: z.string(),
  /** Counts up with every change; send it back with the next one. */
  revision: z.number().int(),
  script: z.object({ id: z.string(), version: z.string(), title: z.string() }),
  language: z.string(),
  channel: channelSchema,
  status: dialogStatusSchema,
  contact: z.string().optional(),
  customer: objectRefSchema.optional(),
  /** Principal id of the person who leads it. */
  owner: z.string(),
  /** The way so far: what was asked and answered, in order; each can be revised. */
  path: z.array(z.object({ node: z.string(), text: z.string(), answer: z.json(), answerText: z.string() })),
  step: dialogStepSchema,
  canGoBack: z.boolean(),
  actions: z.array(dialogActionSchema),
  startedAt: z.string(),
  changedAt: z.string(),
});
export type DialogView = z.infer<typeof dialogViewSchema>;

export const dialogSummarySchema = dialogViewSchema
  .pick({
    id: true,
    script: true,
    status: true,
    contact: true,
    customer: true,
    owner: true,
    channel: true,
    startedAt: true,
    changedAt: true,
  })
  .extend({ outcome: z.string().optional() });
export type DialogSummary = z.infer<typeof dialogSummarySchema>;
