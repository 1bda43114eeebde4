import { defineContract, operation, stream } from '@caruso/core-service-manager/contract';
import { z } from 'zod';

/**
 * offline: signed out of work. ready: waits for work. paused: at the desk, takes none. reserved: an item is offered to her.
 * busy: has accepted an item. wrap-up: finishes the paperwork of the last item.
 */
export const agentStateSchema = z.enum(['offline', 'ready', 'paused', 'reserved', 'busy', 'wrap-up']);
export type AgentState = z.infer<typeof agentStateSchema>;

export const agentInfoSchema = z.object({
  id: z.string(),
  name: z.string(),
  state: agentStateSchema,
  /** ISO 8601 instant of the last change of state. */
  since: z.string(),
  reason: z.string().optional(),
  /** The item she is offered, works on or wraps up. */
  item: z.string().optional(),
  skills: z.record(z.string(), z.number()),
  extension: z.string().optional(),
  simulated: z.boolean(),
});
export type AgentInfo = z.infer<typeof agentInfoSchema>;

export const workItemSchema = z.object({
  /** The contact's id. */
  id: z.string(),
  medium: z.string(),
  queue: z.string(),
  /** Skills beyond the queue's own. */
  skills: z.record(z.string(), z.number()).default({}),
  priority: z.number().int().min(0).max(10).optional(),
  customer: z.string().optional(),
  /** For the monitor: caller's name or number. */
  title: z.string(),
  simulated: z.boolean().default(false),
});
export type WorkItem = z.infer<typeof workItemSchema>;

export const waitingItemSchema = workItemSchema.extend({
  since: z.string(),
  state: z.enum(['waiting', 'offered', 'accepted']),
  agent: z.string().optional(),
  position: z.number().int().optional(),
});
export type WaitingItem = z.infer<typeof waitingItemSchema>;

/** An item reserved for one agent. It must be accepted, declined or withdrawn; else it lapses after the queue's ringing time plus 5 s. */
export const offerSchema = z.object({ item: workItemSchema, agent: agentInfoSchema, ringSeconds: z.number() });
export type Offer = z.infer<typeof offerSchema>;

export const queueInfoSchema = z.object({
  queue: z.string(),
  label: z.record(z.string(), z.string()),
  waiting: z.number().int(),
  /** Since when the longest waiting item waits; absent when none waits. */
  longestSince: z.string().optional(),
  readyAgents: z.number().int(),
  answerWithinSeconds: z.number(),
});

export const workSnapshotSchema = z.object({
  at: z.string(),
  agents: z.array(agentInfoSchema),
  items: z.array(waitingItemSchema),
  queues: z.array(queueInfoSchema),
});
export type WorkSnapshot = z.infer<typeof workSnapshotSchema>;

/**
 * One router for every medium. An item goes to the agent who has the skills and has been idle longest; reservation is atomic:
 * one item, one agent. Idle time starts when she became ready after her last item, and is kept over a pause.
 * Every change is an event: work.queued, work.offered, work.accepted, work.declined, work.withdrawn, work.finished, work.requeued, agent.state-changed.
 */
export const WorkManager = defineContract({
  id: 'work-manager',
  version: '1.0.0',
  summary: 'Queues, skills, reservations: who does what next',
  members: {
    enqueue: operation({
      summary: 'Puts an item into a queue; a second call with the same id changes nothing',
      input: workItemSchema,
      output: waitingItemSchema,
      idempotent: true,
    }),
    withdraw: operation({
      summary: 'Takes an item out (the caller hung up); its agent becomes ready again',
      input: z.object({ item: z.string(), reason: z.string() }),
      output: z.object({ withdrawn: z.boolean() }),
      idempotent: true,
    }),
    accept: operation({
      summary: 'The agent has taken the offered item. `conflict` when it is not offered to her any more',
      input: z.object({ item: z.string(), agent: z.string() }),
      output: z.object({ accepted: z.literal(true) }),
    }),
    decline: operation({
      summary:
        'The agent did not take it: the item keeps its place in the queue; she is paused with the reason when `pause` is set',
      input: z.object({ item: z.string(), agent: z.string(), reason: z.string(), pause: z.boolean().default(true) }),
      output: z.object({ declined: z.boolean() }),
      idempotent: true,
    }),
    finish: operation({
      summary: 'The conversation is over: the agent goes into wrap-up',
      input: z.object({ item: z.string() }),
      output: z.object({ agent: z.string().optional() }),
      idempotent: true,
    }),
    completeWrapUp: operation({
      summary: 'The paperwork is done: the agent is ready again, or paused or offline if she asked for it meanwhile',
      input: z.object({ agent: z.string(), item: z.string() }),
      output: agentInfoSchema,
      idempotent: true,
    }),
    setState: operation({
      summary:
        'What an agent wants. While busy or in wrap-up it takes effect afterwards. `conflict` when she has no such account',
      input: z.object({
        agent: z.string(),
        state: z.enum(['offline', 'ready', 'paused']),
        reason: z.string().optional(),
      }),
      output: agentInfoSchema,
    }),
    agent: operation({
      summary: 'One agent',
      input: z.object({ agent: z.string() }),
      output: agentInfoSchema,
      idempotent: true,
    }),
    refreshAgents: operation({
      summary: 'Reads people and skills again after a change of accounts',
      input: z.object({}),
      output: z.object({ agents: z.number() }),
      idempotent: true,
    }),
    addSimulatedAgents: operation({
      summary: 'Demo: agents that exist only in memory, marked as simulated',
      input: z.object({
        agents: z.array(z.object({ id: z.string(), name: z.string(), skills: z.record(z.string(), z.number()) })),
      }),
      output: z.object({ agents: z.number() }),
      idempotent: true,
    }),
    removeSimulatedAgents: operation({
      summary: 'Demo: takes them out again',
      input: z.object({}),
      output: z.object({ removed: z.number() }),
      idempotent: true,
    }),
    snapshot: operation({
      summary: 'Agents, items and queues now',
      input: z.object({}),
      output: workSnapshotSchema,
      idempotent: true,
    }),
    offers: stream({
      summary: 'Offers as they are made, for the channels that must ring',
      input: z.object({}),
      output: offerSchema,
    }),
    changed: stream({
      summary: 'A snapshot after every change, at most four a second',
      input: z.object({}),
      output: workSnapshotSchema,
    }),
  },
});
