import {
  defineContract,
  findingSchema,
  operation,
  stream,
  objectRefSchema,
} from '@caruso/core-service-manager/contract';
import { valueTypeSchema } from '@caruso/expressions/contract';
import { newEventSchema, newTaskSchema } from '@caruso/storage-manager/contract';
import { z } from 'zod';
import { classInfoSchema } from './model.js';

/** One object as its reader may see it: fields without the right to read are absent, not null. */
export const businessObjectSchema = z.object({
  ref: objectRefSchema,
  /** One line that names it, by the class's title template. */
  title: z.string(),
  values: z.record(z.string(), z.json()),
  /** For optimistic locking: send it back with an update. Absent for legacy tables without one. */
  version: z.number().int().optional(),
});
export type BusinessObject = z.infer<typeof businessObjectSchema>;

const filterValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** Attribute filters joined by and. */
export const filterSchema = z.array(
  z.object({
    attribute: z.string(),
    op: z.enum(['=', '<>', '<', '<=', '>', '>=', 'contains', 'starts-with', 'in', 'is-null']).default('='),
    value: z.union([filterValue, z.array(filterValue)]).optional(),
  }),
);
export type Filter = z.input<typeof filterSchema>;

export const changeSchema = z.object({
  at: z.string(),
  /** Principal id and name of who did it. */
  by: z.string(),
  byName: z.string(),
  action: z.enum(['create', 'update', 'delete']),
  changes: z.array(z.object({ attribute: z.string(), old: z.json(), new: z.json() })),
});

/**
 * The only door to data. Every operation acts for `call.principal`; without one it is `unauthenticated`.
 * Rights: roles × (class, row rule, field) × action. A row that the caller may not see is `not-found`, not `forbidden`.
 */
export const BusinessObjects = defineContract({
  id: 'business-objects',
  version: '2.0.0',
  summary: 'Customers, contacts and everything else, whatever table they live in',
  members: {
    classes: operation({
      summary: 'The classes the caller may read, as far as she may',
      input: z.object({}),
      output: z.array(classInfoSchema),
      idempotent: true,
    }),
    get: operation({
      summary: 'One object; `not-found` when there is none for the caller',
      input: objectRefSchema,
      output: businessObjectSchema,
      idempotent: true,
    }),
    query: operation({
      summary: 'Objects of a class that meet all filters',
      input: z.object({
        class: z.string(),
        where: filterSchema.default([]),
        /** Words looked for in the class's search attributes; every word must be found. */
        search: z.string().optional(),
        orderBy: z
          .array(z.object({ attribute: z.string(), direction: z.enum(['asc', 'desc']).default('asc') }))
          .default([]),
        limit: z.number().int().min(1).max(1000).default(50),
        offset: z.number().int().min(0).default(0),
      }),
      output: z.object({ objects: z.array(businessObjectSchema), total: z.number() }),
      idempotent: true,
    }),
    related: operation({
      summary: 'The objects at the other end of a relation',
      input: objectRefSchema.extend({ relation: z.string(), limit: z.number().int().min(1).max(1000).default(50) }),
      output: z.array(businessObjectSchema),
      idempotent: true,
    }),
    create: operation({
      summary:
        'A new object. With an idempotency key a repetition returns the object made first. `invalid` names each wrong attribute in details.attributes',
      input: z.object({
        class: z.string(),
        values: z.record(z.string(), z.json()),
        /** Written in the same transaction, for classes of the store `own`. */
        tasks: z.array(newTaskSchema).default([]),
        events: z.array(newEventSchema).default([]),
      }),
      output: businessObjectSchema,
    }),
    update: operation({
      summary:
        'Changes attributes. `conflict` when `version` (or, without versions, an old value in `expected`) is no longer true',
      input: objectRefSchema.extend({
        values: z.record(z.string(), z.json()),
        version: z.number().int().optional(),
        expected: z.record(z.string(), z.json()).optional(),
        tasks: z.array(newTaskSchema).default([]),
        events: z.array(newEventSchema).default([]),
      }),
      output: businessObjectSchema,
    }),
    remove: operation({
      summary: 'Deletes an object',
      input: objectRefSchema.extend({ version: z.number().int().optional() }),
      output: z.object({ removed: z.boolean() }),
    }),
    history: operation({
      summary: 'Who changed what when, newest first',
      input: objectRefSchema,
      output: z.array(changeSchema),
      idempotent: true,
    }),
    changed: stream({
      summary: 'References of objects as they are created, updated or removed; only those the caller may read',
      input: z.object({ classes: z.array(z.string()).default([]) }),
      output: z.object({ ref: objectRefSchema, action: z.enum(['create', 'update', 'delete']) }),
    }),
    check: operation({
      summary:
        'All mistakes in model files (`objects/*.yaml`), given as text; and, where the store answers, against its real tables',
      input: z.object({
        files: z.array(z.object({ file: z.string(), text: z.string() })),
        stores: z.array(z.string()),
        againstDatabase: z.boolean().default(false),
      }),
      output: z.array(findingSchema),
      idempotent: true,
    }),
    valueTypes: operation({
      summary:
        'The types of all classes in the expression language, by class: attributes, to-one relations as objects (one level), to-many as lists',
      input: z.object({}),
      output: z.record(z.string(), valueTypeSchema),
      idempotent: true,
    }),
  },
});

/** Joins key values to ObjectRef.key: parts in key order, each percent-encoded, by `~`. */
export function objectKey(parts: readonly (string | number)[]): string {
  return parts.map((part) => encodeURIComponent(String(part)).replaceAll('~', '%7E')).join('~');
}

/** The parts of ObjectRef.key as text. */
export function keyParts(key: string): readonly string[] {
  return key.split('~').map(decodeURIComponent);
}
