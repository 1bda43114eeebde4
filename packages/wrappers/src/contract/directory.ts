import { defineContract, operation, stream } from '@caruso/core-service-manager/contract';
import { rowSchema } from '@caruso/storage-manager/contract';
import { z } from 'zod';

/** A person (or a group, a room) as the company's directory has it. */
export const directoryEntrySchema = z.object({
  /** As the wrapper's settings name it. */
  kind: z.string(),
  key: z.string(),
  /** Distinguished name. */
  dn: z.string(),
  /** By column of the kind. */
  values: rowSchema,
});
export type DirectoryEntry = z.infer<typeof directoryEntrySchema>;

const kind = z.string().optional().describe('default: the first kind of the settings');

/** The company's directory: who works here, and whether it is she. */
export const Directory = defineContract({
  id: 'directory',
  version: '1.0.0',
  summary: 'People and other entries of the company’s directory',
  members: {
    find: operation({
      summary: 'Entries in which every word is found, by key',
      input: z.object({ kind, words: z.string().default(''), limit: z.number().int().min(1).max(1000).default(50) }),
      output: z.array(directoryEntrySchema),
      idempotent: true,
    }),
    get: operation({
      summary: 'One entry; `not-found` when there is none',
      input: z.object({ kind, key: z.string() }),
      output: directoryEntrySchema,
      idempotent: true,
    }),
    authenticate: operation({
      summary:
        'The entry of who signs in with this name and password; `unauthenticated` when one of them is wrong, which one is not told',
      input: z.object({ kind, name: z.string(), password: z.string() }),
      output: directoryEntrySchema,
    }),
    changed: stream({
      summary: 'Entries as they are added or changed, some seconds later; removals are not seen',
      input: z.object({ kind }),
      output: directoryEntrySchema.extend({ at: z.string().optional() }),
    }),
  },
});
