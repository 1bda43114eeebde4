import { z } from 'zod';

/** `channels` in `app.yaml`. */
export const commServerSettingsSchema = z.object({
  sip: z
    .strictObject({
      host: z.string().default('0.0.0.0'),
      /** 0 takes any free port. */
      port: z.number().int().min(0).max(65_535).default(5060),
      /** The address that phones see; default: the address of the interface the packet came in on. */
      advertisedHost: z.string().optional(),
      realm: z.string().default('caruso'),
      rtpPorts: z.tuple([z.number().int(), z.number().int()]).optional(),
      /** Called number to dialog script. `default` takes the rest. */
      numbers: z.record(z.string(), z.strictObject({ script: z.string(), language: z.string() })),
      /** Calls at the same time; more get 503 with Retry-After. */
      maxCalls: z.number().int().min(1).default(180),
      /** A call without any packet for so long is over (seconds; 0 = never). */
      rtpTimeoutSeconds: z.number().int().min(0).default(60),
    })
    .optional(),
  /** The prompt that is looped while a caller waits, relative to the application's `prompts`. */
  holdMusic: z.string().default('hold.wav'),
  /** Where a caller goes whose dialog fails (script unknown, engine not there): she is never dropped because of us. */
  fallbackQueue: z.string().default('general'),
  /** The class of the customer business object. */
  customerClass: z.string().default('Customer'),
  dispositions: z.array(z.object({ value: z.string(), label: z.record(z.string(), z.string()) })).default([]),
  simulation: z
    .object({
      callsPerMinute: z.number().min(0.1).max(60).default(6),
      agents: z.number().int().min(0).max(20).default(4),
      startOn: z.boolean().default(false),
    })
    .default({ callsPerMinute: 6, agents: 4, startOn: false }),
});
export type CommServerSettings = z.infer<typeof commServerSettingsSchema>;
