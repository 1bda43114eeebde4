import { z } from 'zod';

/** How a wrapper may use its system; spread `.shape` in the wrapper's settings. */
export const systemAccessSettings = z.object({
  /** For one exchange, in whole milliseconds, 1 to 600,000; waiting for its turn is not counted. */
  timeoutMs: z.number().int().min(1).max(600_000).default(10_000),
  /** Exchanges at once. */
  concurrent: z.number().int().min(1).max(10_000).default(8),
  /** Exchanges that may wait for their turn; one more is `overloaded`. */
  queue: z.number().int().min(0).max(1_000_000).default(100),
  /** No more than `burst` exchanges start in any window of `burst / perSecond` seconds. Default: no limit. */
  rate: z
    .strictObject({
      /** May be below 1: 0.1 is one in ten seconds. */
      perSecond: z.number().positive(),
      /** Default: `perSecond`, at least 1. */
      burst: z.number().int().min(1).optional(),
    })
    .optional(),
  /** `record` writes each exchange to `file`; `replay` answers from it without the system, for tests. */
  traffic: z
    .strictObject({
      mode: z.enum(['live', 'record', 'replay']),
      /** JSON lines; relative to the application's folder. A recording begins anew with every start. */
      file: z.string().min(1),
    })
    .optional(),
});
export type SystemAccess = z.output<typeof systemAccessSettings>;
