import { z } from 'zod';

/**
 * What every call is protected by, unless the application says otherwise. The breaker and the bulkhead are of one provider (an instance in a
 * version) as this process sees it.
 */
export const protectionSettingsSchema = z.object({
  breaker: z
    .object({
      /** It looks at this many calls that ended last. */
      window: z.number().int().min(1).max(10_000).default(20),
      /** With fewer it stays closed. */
      minimumCalls: z.number().int().min(1).default(10),
      /** It opens when more than this share of them failed; `1` would be never, and is not allowed. */
      failureShare: z.number().gt(0).lt(1).default(0.5),
      /** How long it stays open at first, in milliseconds, and at random up to twice that; doubles after each probe that fails. */
      openMs: z.number().int().min(1).default(1_000),
      /** The longest it stays open without a probe, in milliseconds. */
      longestOpenMs: z.number().int().min(1).default(30_000),
    })
    .refine(({ window, minimumCalls }) => minimumCalls <= window, 'minimumCalls must not be more than window')
    .prefault({}),
  bulkhead: z
    .object({
      /** Operations of one provider in flight at once; streams don't count. */
      inFlight: z.number().int().min(1).default(1_000),
      /** Calls that wait for their turn; one more fails as `overloaded`. */
      waiting: z.number().int().min(0).default(10_000),
    })
    .prefault({}),
  retry: z
    .object({
      /** A call is sent again at most this many times. */
      atMost: z.number().int().min(0).max(10).default(2),
      /** Before the first repetition at the same provider, in milliseconds; half of it is random; doubles each time. */
      firstDelayMs: z.number().int().min(1).default(50),
      longestDelayMs: z.number().int().min(1).default(2_000),
    })
    .prefault({}),
});
export type ProtectionSettings = z.output<typeof protectionSettingsSchema>;
export type ProtectionOptions = z.input<typeof protectionSettingsSchema>;
