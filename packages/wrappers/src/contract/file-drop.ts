import { defineContract, operation, stream } from '@caruso/core-service-manager/contract';
import type { Contract } from '@caruso/core-service-manager/contract';
import { z } from 'zod';

/**
 * `delivering`: some of it may be delivered already. `delivered`: all is, the file is still to be moved to `done/`.
 * `rejecting`, `rejected`: nothing of it was or will be delivered; the file is in `rejected/` or on its way.
 */
export const droppedFileStateSchema = z.enum(['delivering', 'delivered', 'done', 'rejecting', 'rejected']);
export type DroppedFileState = z.infer<typeof droppedFileStateSchema>;

export const droppedFileSchema = z.object({
  /** Made of the drop's name, the file's name and size and its content: the same file sent again has the same. */
  id: z.string(),
  name: z.string(),
  /** Bytes. */
  size: z.number(),
  /** SHA-256 of the content, hexadecimal; empty for a file that was too large to be read. */
  contentHash: z.string(),
  /** ISO 8601 instants. */
  takenAt: z.string(),
  finishedAt: z.string().optional(),
  state: droppedFileStateSchema,
  /** Rows of the file, good and bad. */
  rows: z.number(),
  /** Records that the service took, or the outbox when delivery is durable. */
  delivered: z.number(),
  /** Rows that could not be read or mapped. */
  bad: z.number(),
  /** Records that the service would not take. */
  refused: z.number(),
  /** Why it was rejected, or why it does not go on. */
  reason: z.string().optional(),
  /** How often the same file came again after it was done; nothing of it was delivered again. */
  sentAgain: z.number(),
  /** Its name in `done/` or `rejected/`. */
  movedAs: z.string().optional(),
});
export type DroppedFile = z.infer<typeof droppedFileSchema>;

export const asideRowSchema = z.object({
  file: z.string(),
  /** Number of the row in the file, from 1, good and bad counted. */
  row: z.number(),
  /** Line in the file, from 1; formats without lines count records. */
  line: z.number(),
  /** `bad`: could not be read or mapped. `refused`: the service would not take it. */
  kind: z.enum(['bad', 'refused']),
  state: z.enum(['set-aside', 'delivered']),
  reason: z.string(),
  /** As it stands in the file, at most 10,000 characters. */
  raw: z.string(),
});
export type AsideRow = z.infer<typeof asideRowSchema>;

const retried = z.object({ delivered: z.number(), setAside: z.number() });

const members = {
  files: operation({
    summary: 'Files taken, newest first, with their counts and state',
    input: z.object({
      states: z.array(droppedFileStateSchema).optional(),
      limit: z.number().int().min(1).max(1000).default(100),
      offset: z.number().int().min(0).default(0),
    }),
    output: z.array(droppedFileSchema),
    idempotent: true,
  }),
  file: operation({
    summary: 'One file. `not-found` when there is none',
    input: z.object({ file: z.string() }),
    output: droppedFileSchema,
    idempotent: true,
  }),
  rows: operation({
    summary: 'Rows of a file that were set aside, in the order of the file. Of a rejected file the first 100',
    input: z.object({
      file: z.string(),
      /** Only rows behind this one. */
      after: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1000).default(100),
    }),
    output: z.array(asideRowSchema),
    idempotent: true,
  }),
  retryRow: operation({
    summary:
      'Maps and delivers one row again that was set aside, with its first idempotency key. `conflict` when it could not even be read: mend it and send it in a file of its own',
    input: z.object({ file: z.string(), row: z.number().int().min(1) }),
    output: asideRowSchema,
    timeoutMs: 120_000,
  }),
  retryFile: operation({
    summary:
      'A rejected file is put back and taken again; of a file that was delivered, all rows set aside are delivered again where possible',
    input: z.object({ file: z.string() }),
    output: retried,
    timeoutMs: 600_000,
  }),
  taken: stream({
    summary: 'Files as they become done or rejected, or are recognised as sent again',
    input: z.object({}),
    output: droppedFileSchema,
  }),
};

/** The contract of the file drop `name`: `file-drop.NAME`, and `file-drop` for an instance without a name of its own. */
export function fileDrop(name: string): Contract<typeof members, undefined> {
  return defineContract({
    id: name === 'file-drop' ? 'file-drop' : `file-drop.${name}`,
    version: '1.0.0',
    summary: `Files that ${name} takes, and their rows`,
    members,
  });
}
export const FileDrop = fileDrop('file-drop');
