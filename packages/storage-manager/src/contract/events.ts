import { defineContract, operation, stream } from '@caruso/core-service-manager/contract';
import { z } from 'zod';

/** What happened, for ever. Types are `noun.verb-in-the-past`, e.g. `contact.received`. */
export const newEventSchema = z.object({
  type: z.string(),
  /** The contact it happened to. */
  contact: z.string().optional(),
  /** Key of the customer, as in ObjectRef.key. */
  customer: z.string().optional(),
  /** Principal id of who did it. */
  actor: z.string().optional(),
  data: z.record(z.string(), z.json()).default({}),
  /** ISO 8601 instant; default: now. */
  at: z.string().optional(),
});
export type NewEvent = z.input<typeof newEventSchema>;

export const eventSchema = newEventSchema.extend({ seq: z.number().int(), id: z.string(), at: z.string() });
export type Event = z.infer<typeof eventSchema>;

const filter = {
  /** Exact types, or prefixes that end in `.` (`contact.`). All when empty. */
  types: z.array(z.string()).default([]),
  contact: z.string().optional(),
  customer: z.string().optional(),
};

/** The append-only log: the monitor and all reports are computed from it. */
export const EventLog = defineContract({
  id: 'event-log',
  version: '1.0.0',
  summary: 'Append-only log of everything that happened',
  members: {
    append: operation({
      summary: 'Adds events; they are durable when it returns',
      input: z.object({ events: z.array(newEventSchema) }),
      output: z.object({ lastSeq: z.number() }),
    }),
    read: operation({
      summary: 'Events in order of their sequence number',
      input: z.object({
        ...filter,
        after: z.number().int().default(0),
        /** ISO 8601 instants; from is inclusive, to exclusive. */
        from: z.string().optional(),
        to: z.string().optional(),
        limit: z.number().int().min(1).max(10_000).default(1000),
      }),
      output: z.array(eventSchema),
      idempotent: true,
    }),
    follow: stream({
      summary: 'Events as they are appended, from `after` on (default: from now on)',
      input: z.object({ ...filter, after: z.number().int().optional() }),
      output: eventSchema,
    }),
  },
});
