import { z } from 'zod';

/**
 * What the comm server writes into the event log, each with `contact` set and `customer` once she is known.
 * Seconds are whole numbers. A contact that came by the simulated trunk says so in every event.
 */
export const contactEvents = {
  'contact.received': z.object({
    medium: z.string(),
    direction: z.enum(['in', 'out']),
    remote: z.string(),
    called: z.string().optional(),
    language: z.string(),
    simulated: z.boolean(),
  }),
  'contact.identified': z.object({ by: z.enum(['dialog', 'agent', 'sign-in', 'address']), simulated: z.boolean() }),
  'contact.queued': z.object({ queue: z.string(), simulated: z.boolean() }),
  'contact.ringing': z.object({ queue: z.string(), agent: z.string(), simulated: z.boolean() }),
  'contact.not-answered': z.object({
    queue: z.string(),
    agent: z.string(),
    reason: z.string(),
    simulated: z.boolean(),
  }),
  /** waitSeconds: from queued to answered. */
  'contact.answered': z.object({
    queue: z.string(),
    agent: z.string(),
    waitSeconds: z.number(),
    simulated: z.boolean(),
  }),
  /** The conversation is over. */
  'contact.ended': z.object({
    by: z.enum(['customer', 'agent', 'system']),
    talkSeconds: z.number(),
    simulated: z.boolean(),
  }),
  /** She hung up before an agent answered; waitSeconds: from queued (0 when she was never queued). `queue` is absent when she was never queued. */
  'contact.abandoned': z.object({ queue: z.string().optional(), waitSeconds: z.number(), simulated: z.boolean() }),
  /** We failed: the process died, media was lost, no script. */
  'contact.broken': z.object({ reason: z.string(), simulated: z.boolean() }),
  'contact.closed': z.object({ disposition: z.string(), wrapUpSeconds: z.number(), simulated: z.boolean() }),
} as const;
export type ContactEventType = keyof typeof contactEvents;
export type ContactEventData<T extends ContactEventType> = z.infer<(typeof contactEvents)[T]>;
