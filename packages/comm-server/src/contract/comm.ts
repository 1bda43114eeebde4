import { defineContract, operation, objectRefSchema, stream } from '@caruso/core-service-manager/contract';
import { z } from 'zod';

/** received → in-dialog → waiting → ringing → connected → wrap-up → closed; or abandoned (hung up before an agent), or broken (we failed). */
export const contactStateSchema = z.enum([
  'received',
  'in-dialog',
  'waiting',
  'ringing',
  'connected',
  'wrap-up',
  'closed',
  'abandoned',
  'broken',
]);
export type ContactState = z.infer<typeof contactStateSchema>;

/** A contact under way. */
export const activeContactSchema = z.object({
  id: z.string(),
  medium: z.string(),
  direction: z.enum(['in', 'out']),
  state: contactStateSchema,
  remote: z.string(),
  language: z.string(),
  customer: objectRefSchema.optional(),
  customerName: z.string().optional(),
  queue: z.string().optional(),
  agent: z.string().optional(),
  /** Answers given in the voice dialog, as its path shows them. */
  said: z.array(z.object({ node: z.string(), text: z.string(), answerText: z.string() })),
  receivedAt: z.string(),
  waitingSince: z.string().optional(),
  connectedAt: z.string().optional(),
  endedAt: z.string().optional(),
  simulated: z.boolean(),
});
export type ActiveContact = z.infer<typeof activeContactSchema>;

export const phoneSchema = z.object({
  extension: z.string(),
  registered: z.boolean(),
  address: z.string().optional(),
  userAgent: z.string().optional(),
  expiresAt: z.string().optional(),
});

/** Every contact passes here. Acts for `call.principal`: an agent on her own contacts, a supervisor on all. */
export const CommServer = defineContract({
  id: 'comm-server',
  version: '1.0.0',
  summary: 'Channels and contacts',
  members: {
    active: operation({
      summary: 'Contacts under way that the caller may see',
      input: z.object({}),
      output: z.array(activeContactSchema),
      idempotent: true,
    }),
    contact: operation({
      summary: 'One contact under way',
      input: z.object({ contact: z.string() }),
      output: activeContactSchema,
      idempotent: true,
    }),
    answer: operation({
      summary: 'The agent takes an offered contact that has no phone of its own to ring (simulated, web)',
      input: z.object({ contact: z.string() }),
      output: activeContactSchema,
    }),
    hangUp: operation({
      summary: 'Ends the conversation; the agent goes into wrap-up',
      input: z.object({ contact: z.string() }),
      output: activeContactSchema,
      idempotent: true,
    }),
    identify: operation({
      summary: 'The agent says who the contact is',
      input: z.object({ contact: z.string(), customer: objectRefSchema }),
      output: activeContactSchema,
      idempotent: true,
    }),
    complete: operation({
      summary: 'Wrap-up: disposition and note; closes the contact, the agent is ready again',
      input: z.object({ contact: z.string(), disposition: z.string(), note: z.string().max(4000).default('') }),
      output: z.object({ closed: z.literal(true) }),
      idempotent: true,
    }),
    dispositions: operation({
      summary: 'What a contact can have led to',
      input: z.object({}),
      output: z.array(z.object({ value: z.string(), label: z.record(z.string(), z.string()) })),
      idempotent: true,
    }),
    openWebContact: operation({
      summary: 'A self-service visit about something, as a contact of the signed-in customer',
      input: z.object({ subject: z.string(), language: z.string() }),
      output: z.object({ contact: z.string() }),
    }),
    closeWebContact: operation({
      summary: 'Its end, with what came of it',
      input: z.object({ contact: z.string(), outcome: z.string() }),
      output: z.object({ closed: z.boolean() }),
      idempotent: true,
    }),
    phones: operation({
      summary: 'The agents’ phones and whether they are registered',
      input: z.object({}),
      output: z.array(phoneSchema),
      idempotent: true,
    }),
    endpoint: operation({
      summary: 'Where calls arrive, for "how to place a call"',
      input: z.object({}),
      output: z.object({
        sip: z.object({ host: z.string(), port: z.number(), numbers: z.array(z.string()) }).nullable(),
      }),
      idempotent: true,
    }),
    setSimulation: operation({
      summary: 'Demo calls on or off: a simulated trunk and simulated agents, marked as such everywhere',
      input: z.object({ on: z.boolean() }),
      output: z.object({ on: z.boolean() }),
    }),
    simulation: operation({
      summary: 'Whether demo calls are on',
      input: z.object({}),
      output: z.object({ on: z.boolean() }),
      idempotent: true,
    }),
    changed: stream({
      summary: 'Contacts as they change; only those the caller may see',
      input: z.object({}),
      output: activeContactSchema,
    }),
  },
});
