import { defineContract, operation, principalSchema, stream } from '@caruso/core-service-manager/contract';
import { z } from 'zod';

/** A call of a service that must happen once and not be lost: transactional outbox and deadline in one. */
export const newTaskSchema = z.object({
  /** The receiver sees it as idempotency key. A second task with the same key is not added. */
  key: z.string(),
  service: z.string(),
  operation: z.string(),
  input: z.json(),
  principal: principalSchema,
  /** Not before (ISO 8601 instant); default: at once. */
  dueAt: z.string().optional(),
  /** 1 to 100; default 8, with exponential back-off from 1 s to 10 min. */
  maxAttempts: z.number().int().min(1).max(100).default(8),
});
export type NewTask = z.input<typeof newTaskSchema>;

export const taskSchema = newTaskSchema.extend({
  id: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'dead', 'cancelled']),
  attempts: z.number().int(),
  dueAt: z.string(),
  lastError: z.string().optional(),
  result: z.json().optional(),
});
export type Task = z.infer<typeof taskSchema>;

/**
 * Durable work: leased, retried with back-off, set aside as `dead` when attempts are used up or the receiver says that the request is wrong
 * (`invalid`, `forbidden`, `not-found`, `conflict`).
 */
export const DurableTasks = defineContract({
  id: 'durable-tasks',
  version: '1.0.0',
  summary: 'Service calls that survive a crash',
  members: {
    add: operation({
      summary: 'Adds tasks; durable when it returns',
      input: z.object({ tasks: z.array(newTaskSchema) }),
      output: z.object({ ids: z.array(z.string()) }),
      idempotent: true,
    }),
    list: operation({
      summary: 'Tasks by key or state, newest first',
      input: z.object({
        keys: z.array(z.string()).optional(),
        states: z.array(taskSchema.shape.state).optional(),
        limit: z.number().int().min(1).max(1000).default(100),
      }),
      output: z.array(taskSchema),
      idempotent: true,
    }),
    retry: operation({ summary: 'Runs a dead task again', input: z.object({ id: z.string() }), output: taskSchema }),
    cancel: operation({
      summary: 'Cancels a task that is not running',
      input: z.object({ key: z.string() }),
      output: z.object({ cancelled: z.boolean() }),
      idempotent: true,
    }),
    settled: stream({ summary: 'Tasks as they become done or dead', input: z.object({}), output: taskSchema }),
  },
});
