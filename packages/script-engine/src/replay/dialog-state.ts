import { objectRefSchema } from '@caruso/core-service-manager/contract';
import { z } from 'zod';

/**
 * A visit of a node: `NODE` for the first, `NODE#2` for the second time the path comes there. Answers belong to visits, so that a
 * script may ask the same question again.
 */
export function visitKey(node: string, visit: number): string {
  return visit === 1 ? node : `${node}#${visit}`;
}

export const triesSchema = z.object({
  /** Failed tries so far. */
  count: z.number().int(),
  /** Why the last one failed. */
  reason: z.enum(['noinput', 'nomatch', 'retry', 'invalid']),
  /** The retry node, for reason retry. */
  node: z.string().optional(),
  /** The message to the person, for reason invalid. */
  message: z.string().optional(),
});
export type Tries = z.infer<typeof triesSchema>;

/** All that a dialog remembers; with the script's version it determines the path. */
export const dialogStateSchema = z.object({
  /** By visit. Answers off the path are kept and have no effect until the path comes there again. */
  answers: z.record(z.string(), z.object({ value: z.json(), at: z.number() })).default({}),
  /** Answers taken back: offered when their question is asked again. */
  proposals: z.record(z.string(), z.json()).default({}),
  tries: z.record(z.string(), triesSchema).default({}),
  /** Visits of questions that used up their attempts. */
  failed: z.array(z.string()).default([]),
  /** The visit that is being revised: the path halts there although it is answered. */
  revising: z.string().nullable().default(null),
  /** `data` by name, as read at the start. */
  data: z.record(z.string(), z.json()).default({}),
  /** The customer that the dialog was started for. */
  customer: objectRefSchema.nullable().default(null),
  /** What lookups found, by node and condition values. */
  lookups: z.record(z.string(), z.object({ ref: objectRefSchema, values: z.json() }).nullable()).default({}),
  /** Idempotency keys of the actions that were enqueued. */
  actions: z.array(z.object({ id: z.string(), key: z.string() })).default([]),
});
export type DialogState = z.infer<typeof dialogStateSchema>;

export const emptyState: DialogState = dialogStateSchema.parse({});

/** A record without some of its keys. */
export function without<T>(record: Readonly<Record<string, T>>, ...keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}
