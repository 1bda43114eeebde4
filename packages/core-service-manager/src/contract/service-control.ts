import { z } from 'zod';
import { defineContract, operation } from './contract.js';

/** A folder, a `.js` or `.tgz` file, or an npm package (`name@version`, or a part of one) that holds a component. */
const spec = z.string().min(1);
const name = z.string().min(1);
const drainMs = z.number().int().min(0).max(600_000).default(30_000);

/** A call that did not end in the time it was given. */
export const stuckCallSchema = z.object({
  /** `contract.operation`. */
  operation: z.string(),
  /** How long it had run, in milliseconds. */
  ageMs: z.number(),
});

export const replacementReportSchema = z.object({
  name: z.string(),
  /** Versions; null where there was or is none. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Milliseconds until the new version was started and had passed its health check. */
  startMs: z.number(),
  /** Milliseconds from the switch until the old version was stopped. */
  drainMs: z.number(),
  /** Contracts whose state was handed over. */
  handedOver: z.array(z.string()),
  /** Calls that were ended because their time was over. */
  stuck: z.array(stuckCallSchema),
});
export type ReplacementReport = z.infer<typeof replacementReportSchema>;

/** Changes of what runs, for administrators (role `administrator`, or a `system` principal); others get `forbidden`. */
export const ServiceControl = defineContract({
  id: 'service-control',
  version: '1.0.0',
  summary: 'Replaces, adds and removes components while everything runs',
  members: {
    replace: operation({
      summary: 'Puts another version of a component in service; the old one stays when the new one is not fit',
      input: z.object({ name, spec, settings: z.record(z.string(), z.unknown()).optional(), drainMs }),
      output: replacementReportSchema,
      timeoutMs: 600_000,
    }),
    rollback: operation({
      summary: 'Puts the version before the last replacement back',
      input: z.object({ name, drainMs }),
      output: replacementReportSchema,
      timeoutMs: 600_000,
    }),
    add: operation({
      summary: 'Loads and starts one more component',
      input: z.object({
        spec,
        name: name.optional(),
        settings: z.record(z.string(), z.unknown()).optional(),
        rank: z.number().int().optional(),
        /** In a process of its own, whose memory is freed when it is replaced. */
        ownProcess: z.boolean().default(false),
      }),
      output: replacementReportSchema,
      timeoutMs: 600_000,
    }),
    remove: operation({
      summary: 'Drains and stops a component',
      input: z.object({ name, drainMs }),
      output: replacementReportSchema,
      timeoutMs: 600_000,
    }),
  },
});
