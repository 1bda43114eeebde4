import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DropSource, FoundFile } from '../sources/drop-source.js';

export type Copied =
  | { readonly kind: 'copied'; readonly path: string; readonly size: number; readonly contentHash: string }
  /** The file was written to meanwhile, or went away. */
  | { readonly kind: 'changed' };

/**
 * Our own copies of files while they are worked on: what is checked is what is delivered, whatever happens to the original,
 * and a file from a server is fetched once.
 */
export interface WorkingCopies {
  /** Copies a file under a temporary name. */
  fetch(source: DropSource, file: FoundFile): Promise<Copied>;
  /** Makes a copied file the working copy of `id`. */
  keep(path: string, id: string): Promise<void>;
  discard(path: string): Promise<void>;
  has(id: string): Promise<boolean>;
  read(id: string): AsyncIterable<Uint8Array>;
  remove(id: string): Promise<void>;
}

/** What is younger may be written right now by the version that this one replaces. */
const abandonedMs = 10 * 60_000;

/** `folder` belongs to one drop alone. What a process that was killed left unfinished in it is removed. */
export async function workingCopies(folder: string, newId: () => string, now: number): Promise<WorkingCopies> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    const written = name.endsWith('.part')
      ? (await stat(join(folder, name)).catch(() => undefined))?.mtimeMs
      : undefined;
    if (written !== undefined && now - written > abandonedMs) await rm(join(folder, name), { force: true });
  }
  const pathOf = (id: string): string => join(folder, id);
  return {
    fetch: async (source, file) => {
      const path = pathOf(`${newId()}.part`);
      const hash = createHash('sha256');
      const handle = await open(path, 'wx', 0o600);
      let size = 0;
      try {
        for await (const chunk of await source.read(file.name)) {
          size += chunk.length;
          if (size > file.size) break;
          hash.update(chunk);
          await handle.writeFile(chunk);
        }
        await handle.sync();
      } catch (error) {
        await handle.close();
        await rm(path, { force: true });
        throw error;
      }
      await handle.close();
      const after = await source.stat(file.name);
      if (size !== file.size || after?.size !== file.size || after.modified !== file.modified) {
        await rm(path, { force: true });
        return { kind: 'changed' };
      }
      return { kind: 'copied', path, size, contentHash: hash.digest('hex') };
    },
    keep: (path, id) => rename(path, pathOf(id)),
    discard: (path) => rm(path, { force: true }),
    has: (id) =>
      access(pathOf(id)).then(
        () => true,
        () => false,
      ),
    read: (id) => createReadStream(pathOf(id), { highWaterMark: 256 * 1024 }),
    remove: (id) => rm(pathOf(id), { force: true }),
  };
}
