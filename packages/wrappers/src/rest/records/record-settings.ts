import { columnTypeSchema } from '@caruso/storage-manager/contract';
import { z } from 'zod';

const columnSettings = z.union([
  columnTypeSchema.transform((type) => ({ type, nullable: false, field: undefined })),
  z.strictObject({
    type: columnTypeSchema,
    nullable: z.boolean().default(false),
    /** Where it stands in a record (`address.city`). Default: the column's name. */
    field: z.string().optional(),
  }),
]);

/** One kind of record, made of operations. */
export const restRecordSettings = z.strictObject({
  columns: z.record(z.string(), columnSettings),
  /** Column names. Empty: read only. */
  key: z.array(z.string()).default([]),
  /** Names of operations. `list` must answer a list, or have paging. */
  list: z.string(),
  get: z.string().optional(),
  insert: z.string().optional(),
  update: z.string().optional(),
  remove: z.string().optional(),
  /** Input fields of `get`, `update` and `remove` that take the key, where they are not named like its columns. */
  keyFields: z.record(z.string(), z.string()).default({}),
  /** Columns that `list` can look for (equality), and the field of its input that takes the value. */
  filters: z.record(z.string(), z.string()).default({}),
  /** Input of every `list` besides. */
  listInput: z.record(z.string(), z.json()).default({}),
  /** Conditions and orders that `list` cannot take are met here, over at most `maxRecords` records. */
  filterHere: z.boolean().default(false),
  maxRecords: z.number().int().min(1).max(1_000_000).default(10_000),
  /** The column that holds the record's ETag (the `etag` of `get`); it travels as `If-Match` of `update` and `remove`. */
  version: z.string().optional(),
});
export type RestRecordSettings = z.output<typeof restRecordSettings>;
