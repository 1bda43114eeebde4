import { defineContract, findingSchema, operation, stream } from '@caruso/core-service-manager/contract';
import { z } from 'zod';

/** Report files (`reports/*.yaml`), read by the app builder. */
export const reportingSettingsSchema = z.object({
  reports: z.array(z.object({ file: z.string(), text: z.string() })).default([]),
});

export const reportColumnSchema = z.object({
  name: z.string(),
  label: z.record(z.string(), z.string()),
  /** percent: 0 to 1. */
  unit: z.enum(['count', 'seconds', 'percent', 'text']),
  /** How it is computed, in words. */
  formula: z.record(z.string(), z.string()),
});
export const reportSchema = z.object({
  name: z.string(),
  title: z.record(z.string(), z.string()),
  from: z.string(),
  to: z.string(),
  columns: z.array(reportColumnSchema),
  /** One row per group (queue, day …); values in column order, null where nothing can be said (no answered call, no average). */
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  totals: z.array(z.union([z.string(), z.number(), z.null()])),
});
export type Report = z.infer<typeof reportSchema>;

/** Figures since local midnight for the monitor. */
export const todaySchema = z.object({
  queue: z.string(),
  received: z.number(),
  answered: z.number(),
  abandoned: z.number(),
  /** Answered in time / (answered + abandoned), 0 to 1; null before the first. */
  serviceLevel: z.number().nullable(),
  averageWaitSeconds: z.number().nullable(),
  averageTalkSeconds: z.number().nullable(),
});
export const monitorSchema = z.object({ at: z.string(), queues: z.array(todaySchema), total: todaySchema });
export type Monitor = z.infer<typeof monitorSchema>;

const todayInputSchema = z.object({ simulated: z.boolean().default(false) });

/** Computed from the event log and nothing else. For supervisors and administrators. */
export const Reporting = defineContract({
  id: 'reporting',
  version: '1.0.0',
  summary: 'Reports and the figures of the day',
  members: {
    reports: operation({
      summary: 'The reports there are',
      input: z.object({}),
      output: z.array(z.object({ name: z.string(), title: z.record(z.string(), z.string()) })),
      idempotent: true,
    }),
    run: operation({
      summary:
        'One report over a period: from inclusive, to exclusive (ISO 8601; default: today, local midnight to now)',
      input: z.object({ report: z.string(), from: z.string().optional(), to: z.string().optional() }),
      output: reportSchema,
      idempotent: true,
    }),
    render: operation({
      summary:
        'One report as a document: csv, json or html (pdf is not there yet: `invalid`). `language` is a BCP 47 primary tag; English stands in for texts that lack it',
      input: z.object({
        report: z.string(),
        from: z.string().optional(),
        to: z.string().optional(),
        format: z.enum(['csv', 'json', 'html', 'pdf']),
        language: z.string().default('en'),
      }),
      output: z.object({ mediaType: z.string(), body: z.string() }),
      idempotent: true,
    }),
    today: operation({
      summary: 'The figures of today: real contacts, or with `simulated` those of the demo calls, never both in one',
      input: todayInputSchema,
      output: monitorSchema,
      idempotent: true,
    }),
    followToday: stream({
      summary: 'The figures of today after every change, at most one a second',
      input: todayInputSchema,
      output: monitorSchema,
    }),
    check: operation({
      summary: 'All mistakes in report files',
      input: z.object({ files: z.array(z.object({ file: z.string(), text: z.string() })) }),
      output: z.array(findingSchema),
      idempotent: true,
    }),
  },
});
