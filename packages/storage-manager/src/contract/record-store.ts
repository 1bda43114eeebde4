import { defineContract, operation } from '@caruso/core-service-manager/contract';
import type { Contract } from '@caruso/core-service-manager/contract';
import { z } from 'zod';
import { columnDefinitionSchema, conditionSchema, rowSchema } from './tables.js';

/** A kind of record of a wrapped system, described like a table, so that a business object can be mapped to it. */
export const recordKindSchema = z.object({
  /** As the model's `table` names it. */
  name: z.string(),
  columns: z.array(columnDefinitionSchema),
  /** Column names; may be several. Empty: read only. */
  key: z.array(z.string()),
  can: z.object({ insert: z.boolean(), update: z.boolean(), delete: z.boolean() }),
});
export type RecordKind = z.infer<typeof recordKindSchema>;

const members = {
  kinds: operation({
    summary: 'The kinds of records the system has, with their columns',
    input: z.object({}),
    output: z.array(recordKindSchema),
    idempotent: true,
  }),
  select: operation({
    summary: 'Records of one kind. `invalid` names a condition the system cannot look for',
    input: z.object({
      kind: z.string(),
      columns: z.array(z.string()).optional(),
      where: conditionSchema.optional(),
      orderBy: z.array(z.object({ column: z.string(), direction: z.enum(['asc', 'desc']).default('asc') })).default([]),
      limit: z.number().int().min(1).max(10_000).default(1000),
      offset: z.number().int().min(0).default(0),
    }),
    output: z.array(rowSchema),
    idempotent: true,
  }),
  count: operation({
    summary: 'How many records meet a condition',
    input: z.object({ kind: z.string(), where: conditionSchema.optional() }),
    output: z.number(),
    idempotent: true,
  }),
  insert: operation({
    summary:
      'A new record; answers it as the system keeps it. A column without a value is absent. `conflict` when its key exists',
    input: z.object({ kind: z.string(), row: rowSchema }),
    output: rowSchema,
  }),
  update: operation({
    summary:
      'Changes one record; answers it as the system keeps it. `expected` holds column values that must still be true (a version, a time stamp, old values; null: no value); `conflict` when one is not, `not-found` when there is no such record. A conflict of another kind (a value that must be unique) says `stale: false` in its details',
    input: z.object({ kind: z.string(), key: rowSchema, set: rowSchema, expected: rowSchema.default({}) }),
    output: rowSchema,
  }),
  remove: operation({
    summary: 'Deletes one record; `expected` as with update',
    input: z.object({ kind: z.string(), key: rowSchema, expected: rowSchema.default({}) }),
    output: z.object({ removed: z.boolean() }),
  }),
};

/**
 * What a wrapper provides so that the records of its system can be business objects beside those from databases:
 * a model says `store: NAME` with the name of the wrapper. The contract's id is `record-store.NAME`.
 */
export function recordStore(name: string): Contract<typeof members, undefined> {
  return defineContract({
    id: `record-store.${name}`,
    version: '1.0.0',
    summary: `Records of ${name}`,
    members,
  });
}
export type RecordStore = ReturnType<typeof recordStore>;
