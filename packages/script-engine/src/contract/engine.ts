import {
  defineContract,
  findingSchema,
  objectRefSchema,
  operation,
  stream,
} from '@caruso/core-service-manager/contract';
import { z } from 'zod';
import { channelSchema, dialogStatusSchema, dialogSummarySchema, dialogViewSchema } from './dialogs.js';

export const scriptInfoSchema = z.object({
  id: z.string(),
  version: z.string(),
  title: z.record(z.string(), z.string()),
  languages: z.array(z.string()),
  channels: z.array(channelSchema),
  /** Class of the `customer` data the script wants, if it wants one. */
  customerClass: z.string().optional(),
  file: z.string(),
});

const files = z.array(z.object({ file: z.string(), text: z.string() }));
const change = { dialog: z.string(), revision: z.number().int() };

/**
 * Dialog scripts: checked before they speak, run as a replay of (script version, answers, pinned data), kept durably at every step.
 * Acts for `call.principal`: a customer reaches only dialogs about herself. A stale `revision` is a `conflict`.
 */
export const ScriptEngine = defineContract({
  id: 'script-engine',
  version: '1.0.0',
  summary: 'Dialog scripts for agent, web and voice',
  members: {
    check: operation({
      summary:
        'All mistakes in script files. `services`: all services of the application; without them those that are here now, and a missing one is a warning',
      input: z.object({
        files,
        services: z.array(z.object({ id: z.string(), operations: z.array(z.string()) })).optional(),
      }),
      output: z.array(findingSchema),
      idempotent: true,
    }),
    load: operation({
      summary:
        'Puts scripts into service. A file with mistakes is refused and leaves the running version as it is; running dialogs keep their version',
      input: z.object({ files }),
      output: z.object({ loaded: z.array(z.string()), findings: z.array(findingSchema) }),
    }),
    scripts: operation({
      summary: 'The scripts in service',
      input: z.object({ channel: channelSchema.optional() }),
      output: z.array(scriptInfoSchema),
      idempotent: true,
    }),
    prompts: operation({
      summary: 'Every fixed text that voice speaks, with the name of its prompt file',
      input: z.object({}),
      output: z.array(z.object({ language: z.string(), prompt: z.string(), text: z.string(), script: z.string() })),
      idempotent: true,
    }),
    start: operation({
      summary: 'A new dialog at its first step',
      input: z.object({
        script: z.string(),
        language: z.string(),
        channel: channelSchema,
        customer: objectRefSchema.optional(),
        contact: z.string().optional(),
      }),
      output: dialogViewSchema,
    }),
    view: operation({
      summary: 'A dialog as it stands',
      input: z.object({ dialog: z.string() }),
      output: dialogViewSchema,
      idempotent: true,
    }),
    answer: operation({
      summary:
        'Answers the current step (info: value null). A wrong answer is no error: the view says why in step.problem',
      input: z.object({ ...change, node: z.string(), value: z.json() }),
      output: dialogViewSchema,
    }),
    noInput: operation({
      summary: 'Voice: the caller said nothing',
      input: z.object({ ...change, node: z.string() }),
      output: dialogViewSchema,
    }),
    back: operation({
      summary: 'To the step before; its answer stays as a proposal',
      input: z.object(change),
      output: dialogViewSchema,
    }),
    revise: operation({
      summary: 'To an earlier step, to change its answer; later answers that are still valid stay',
      input: z.object({ ...change, node: z.string() }),
      output: dialogViewSchema,
    }),
    abandon: operation({
      summary: 'Ends a dialog without its outcome',
      input: z.object({ dialog: z.string(), reason: z.string() }),
      output: dialogViewSchema,
    }),
    takeOver: operation({
      summary: 'Another person leads the dialog from here',
      input: z.object(change),
      output: dialogViewSchema,
    }),
    retryActions: operation({
      summary: 'Runs the failed actions of a dialog again',
      input: z.object({ dialog: z.string() }),
      output: dialogViewSchema,
    }),
    dialogs: operation({
      summary: 'Dialogs by contact, customer or owner, newest first',
      input: z.object({
        contact: z.string().optional(),
        customer: objectRefSchema.optional(),
        owner: z.string().optional(),
        statuses: z.array(dialogStatusSchema).optional(),
        limit: z.number().int().min(1).max(500).default(50),
      }),
      output: z.array(dialogSummarySchema),
      idempotent: true,
    }),
    changed: stream({
      summary: 'Views of dialogs as they change; only those the caller may see',
      input: z.object({ dialog: z.string().optional() }),
      output: dialogViewSchema,
    }),
  },
});
