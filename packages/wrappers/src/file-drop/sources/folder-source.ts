import { constants } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { link, lstat, mkdir, open, opendir, realpath, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemNotThere, systemRefuses } from '@caruso/core-service-manager/wrapper-kit';
import { watch } from 'chokidar';
import { nameProblem, noteName, shelfNames } from './drop-source.js';
import type { DropSource, FoundFile, Shelf } from './drop-source.js';

/** A folder of this machine. Symbolic links in it are refused, also for `done/` and `rejected/`: nothing outside is read or written. */
export function folderSource(folder: string): DropSource {
  const trouble = (error: unknown): never => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw systemNotThere(
        folder,
        `The folder ${folder} is not there: create it, or mend source.folder.`,
        undefined,
        error,
      );
    }
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
      throw systemRefuses(
        folder,
        `The folder ${folder} may not be read and written: give this user the right to both.`,
        {
          message: error instanceof Error ? error.message : String(error),
          code,
        },
      );
    }
    throw error;
  };
  // The folder itself may be a link that the administrator made; what is in it may not.
  const pathOf = async (...names: readonly string[]): Promise<string> =>
    join(await realpath(folder).catch(trouble), ...names);

  const shelfPath = async (shelf: Shelf): Promise<string> => {
    const path = await pathOf(shelf);
    await mkdir(path).catch((error: unknown) => (isCode(error, 'EEXIST') ? undefined : trouble(error)));
    if (!(await lstat(path)).isDirectory()) {
      throw systemRefuses(folder, `${path} must be a folder, and no symbolic link: remove it.`);
    }
    return path;
  };

  return {
    place: folder,
    list: async () => {
      const files: FoundFile[] = [];
      const refused: { name: string; reason: string }[] = [];
      const path = await pathOf();
      const entries = await opendir(path).catch(trouble);
      for await (const entry of entries) {
        const problem = nameProblem(entry.name) ?? (entry.isSymbolicLink() ? 'it is a symbolic link' : undefined);
        if (problem !== undefined) refused.push({ name: entry.name, reason: problem });
        else if (entry.isFile()) {
          const stats = await lstat(join(path, entry.name), { bigint: true }).catch(() => undefined);
          if (stats?.isFile() === true) files.push(found(entry.name, stats));
        }
      }
      return { files, refused };
    },
    stat: async (name) => {
      const stats = await lstat(await pathOf(name), { bigint: true }).catch(() => undefined);
      return stats?.isFile() === true ? found(name, stats) : undefined;
    },
    read: async (name) => {
      // O_NOFOLLOW: a link that took the file's place meanwhile is not followed. O_NONBLOCK: nor does a pipe hold us up.
      const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
      const handle = await open(await pathOf(name), flags).catch(trouble);
      return handle.createReadStream({ highWaterMark: 256 * 1024 });
    },
    putAway: async (name, shelf, note) => {
      const to = await shelfPath(shelf);
      const from = await pathOf(name);
      for (const candidate of shelfNames(name)) {
        if (!(await moveTo(from, join(to, candidate)))) continue;
        if (note !== undefined) await writeFile(join(to, noteName(candidate)), note);
        return candidate;
      }
      throw systemRefuses(folder, `There is no name left for ${name} in ${to}: clear it out.`);
    },
    bringBack: async (rejectedName, name) => {
      const shelf = await shelfPath('rejected');
      const moved = await moveTo(join(shelf, rejectedName), await pathOf(name)).catch((error: unknown) => {
        if (isCode(error, 'ENOENT')) return false;
        throw error;
      });
      if (moved) await unlink(join(shelf, noteName(rejectedName))).catch(() => undefined);
      return moved;
    },
    remove: async (name) => {
      await unlink(await pathOf(name)).catch(() => undefined);
    },
    watch: (changed) => {
      const watcher = watch(folder, { depth: 0, followSymlinks: false, ignoreInitial: true });
      watcher.on('all', changed);
      // Trouble is found and told when the folder is read.
      watcher.on('error', changed);
      return () => watcher.close();
    },
    close: async () => undefined,
  };
}

/** Moves a file without replacing another one; false: the name is taken. */
async function moveTo(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
  } catch (error) {
    if (isCode(error, 'EEXIST')) {
      // Killed between the two steps below: it is this very file, under both names.
      const [one, other] = await Promise.all([lstat(from), lstat(to)]);
      if (one.ino !== other.ino || one.dev !== other.dev) return false;
      await unlink(from);
      return true;
    }
    if (!isCode(error, 'EPERM') && !isCode(error, 'ENOTSUP') && !isCode(error, 'EXDEV')) throw error;
    // File systems without hard links (FAT, some network shares): look first, then move.
    if ((await lstat(to).catch(() => undefined)) !== undefined) return false;
    await rename(from, to);
    return true;
  }
  await unlink(from);
  return true;
}

function found(name: string, stats: BigIntStats): FoundFile {
  return { name, size: Number(stats.size), modified: Number(stats.mtimeNs / 1000n) / 1000 };
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
