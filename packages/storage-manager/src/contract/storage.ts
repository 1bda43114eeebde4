import { defineContract, operation } from '@caruso/core-service-manager/contract';
import { z } from 'zod';
import { newEventSchema } from './events.js';
import { newTaskSchema } from './tasks.js';
import { columnDefinitionSchema, conditionSchema, rowSchema, tableDefinitionSchema } from './tables.js';

export const storeInfoSchema = z.object({
  name: z.string(),
  /** `wrapper`: the records of a wrapped system. */
  engine: z.enum(['sqlite', 'postgres', 'mariadb', 'wrapper']),
  /** `frozen`: belongs to somebody else, its tables are never altered. `managed`: ours, changed by plans. */
  schema: z.enum(['managed', 'frozen']),
  state: z.enum(['up', 'down']),
  reason: z.string().optional(),
});
export type StoreInfo = z.infer<typeof storeInfoSchema>;

/**
 * One step of a write. An `update` or `delete` with `expect` that meets another number of rows rolls everything back
 * with a `conflict`: put the version (or the old values) into `where`. An `insert` whose key exists is a `conflict`,
 * unless `onDuplicate` is `ignore`.
 */
export const writeStepSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('insert'),
    table: z.string(),
    rows: z.array(rowSchema),
    onDuplicate: z.enum(['fail', 'ignore']).default('fail'),
  }),
  z.object({
    kind: z.literal('update'),
    table: z.string(),
    set: rowSchema,
    where: conditionSchema,
    expect: z.number().int().optional(),
  }),
  z.object({
    kind: z.literal('delete'),
    table: z.string(),
    where: conditionSchema,
    expect: z.number().int().optional(),
  }),
]);
export type WriteStep = z.input<typeof writeStepSchema>;

/** Which database is below is hidden here. Errors: `unavailable` (the database does not answer), `conflict`, `invalid`, `forbidden` (frozen). */
export const Storage = defineContract({
  id: 'storage',
  version: '1.0.0',
  summary: 'Stores, whatever database is below',
  members: {
    stores: operation({
      summary: 'The configured stores with their state',
      input: z.object({}),
      output: z.array(storeInfoSchema),
      idempotent: true,
    }),
    define: operation({
      summary:
        'Makes tables known. In a managed store missing tables, columns and indexes are created (additive only); in a frozen store they are compared, and what is missing is an error that names it',
      input: z.object({ store: z.string(), tables: z.array(tableDefinitionSchema) }),
      output: z.object({ applied: z.array(z.string()) }),
      idempotent: true,
    }),
    columns: operation({
      summary: 'The columns of a table or view as the database has them; null when there is no such table',
      input: z.object({ store: z.string(), table: z.string() }),
      output: z.array(columnDefinitionSchema.extend({ databaseType: z.string() })).nullable(),
      idempotent: true,
    }),
    select: operation({
      summary: 'Rows of one defined table or view',
      input: z.object({
        store: z.string(),
        table: z.string(),
        columns: z.array(z.string()).optional(),
        where: conditionSchema.optional(),
        orderBy: z
          .array(z.object({ column: z.string(), direction: z.enum(['asc', 'desc']).default('asc') }))
          .default([]),
        limit: z.number().int().min(1).max(10_000).default(1000),
        offset: z.number().int().min(0).default(0),
      }),
      output: z.array(rowSchema),
      idempotent: true,
    }),
    count: operation({
      summary: 'How many rows meet a condition',
      input: z.object({ store: z.string(), table: z.string(), where: conditionSchema.optional() }),
      output: z.number(),
      idempotent: true,
    }),
    write: operation({
      summary:
        'Steps, tasks for the outbox and events: all in one transaction or none. Tasks and events only with the store `own`. A wrapped system has no transactions: one step with one record, named by its key',
      input: z.object({
        store: z.string(),
        steps: z.array(writeStepSchema),
        tasks: z.array(newTaskSchema).default([]),
        events: z.array(newEventSchema).default([]),
      }),
      output: z.object({ affected: z.array(z.number()) }),
    }),
  },
});
