import { posix } from 'node:path';
import { systemNotThere, systemRefuses } from '@caruso/core-service-manager/wrapper-kit';
import type { Secrets } from '@caruso/core-service-manager/wrapper-kit';
import type SftpClient from 'ssh2-sftp-client';
import type { SftpSettings } from '../settings.js';
import { nameProblem, noteName, shelfNames } from './drop-source.js';
import type { DropSource, FoundFile, Shelf } from './drop-source.js';
import { sftpConnection } from './sftp-connection.js';

/** A folder of an SFTP server. The server tells nothing by itself: the folder is looked at from time to time. */
export function sftpSource(settings: SftpSettings, secrets: Secrets): DropSource {
  const { folder } = settings;
  const place = `sftp://${settings.host}:${settings.port}${folder.startsWith('/') ? '' : '/'}${folder}`;
  const connection = sftpConnection(settings, secrets);
  const pathOf = (...names: readonly string[]): string => posix.join(folder, ...names);
  const run = async <A>(work: (client: SftpClient) => Promise<A>): Promise<A> =>
    connection.run(work).catch((error: unknown) => {
      throw failure(error, place);
    });

  const ensureShelf = async (client: SftpClient, shelf: Shelf): Promise<string> => {
    const path = pathOf(shelf);
    const kind = await client.exists(path);
    if (kind === false) await client.mkdir(path);
    else if (kind !== 'd')
      throw systemRefuses(place, `${place}/${shelf} must be a folder, and no symbolic link: remove it.`);
    return path;
  };
  const entry = async (client: SftpClient, name: string): Promise<FoundFile | undefined> => {
    if ((await client.exists(pathOf(name))) !== '-') return undefined;
    const { size, modifyTime } = await client.stat(pathOf(name));
    return { name, size, modified: modifyTime };
  };

  return {
    place,
    list: () =>
      run(async (client) => {
        const entries = await client.list(folder);
        const files: FoundFile[] = [];
        const refused: { name: string; reason: string }[] = [];
        for (const { name, type, size, modifyTime } of entries) {
          const problem = nameProblem(name) ?? (type === 'l' ? 'it is a symbolic link' : undefined);
          if (problem !== undefined) refused.push({ name, reason: problem });
          else if (type === '-') files.push({ name, size, modified: modifyTime });
        }
        return { files, refused };
      }),
    stat: (name) => run((client) => entry(client, name)),
    read: async (name) =>
      run(async (client) => {
        // Looked at again at the last moment: the server follows links when it opens.
        if ((await entry(client, name)) === undefined) throw systemNotThere(place, `${name} is not there any more.`);
        return client.createReadStream(pathOf(name)) as AsyncIterable<Uint8Array>;
      }),
    putAway: (name, shelf, note) =>
      run(async (client) => {
        const to = await ensureShelf(client, shelf);
        for (const candidate of shelfNames(name)) {
          if (!(await move(client, pathOf(name), posix.join(to, candidate)))) continue;
          if (note !== undefined) await client.put(Buffer.from(note), posix.join(to, noteName(candidate)));
          return candidate;
        }
        throw systemRefuses(place, `There is no name left for ${name} in ${to}: clear it out.`);
      }),
    bringBack: (rejectedName, name) =>
      run(async (client) => {
        const shelf = await ensureShelf(client, 'rejected');
        const from = posix.join(shelf, rejectedName);
        if ((await client.exists(from)) !== '-') return false;
        const moved = await move(client, from, pathOf(name));
        if (moved) await client.delete(posix.join(shelf, noteName(rejectedName)), true);
        return moved;
      }),
    remove: (name) => run(async (client) => void (await client.delete(pathOf(name), true))),
    watch: () => async () => undefined,
    close: () => connection.close(),
  };
}

/** False: the name is taken. SFTP's own rename never replaces a file (draft-ietf-secsh-filexfer-02, 6.5). */
async function move(client: SftpClient, from: string, to: string): Promise<boolean> {
  if ((await client.exists(to)) !== false) return false;
  await client.rename(from, to);
  return true;
}

function failure(error: unknown, place: string): Error {
  if (error instanceof Error && error.name === 'CarusoError') return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  const legacy = code === undefined ? { message } : { message, code };
  if (/permission denied/i.test(message)) {
    return systemRefuses(place, `${place} may not be read and written: ask for the right to both.`, legacy);
  }
  if (/no such (file|directory)|bad path/i.test(message)) {
    return systemNotThere(
      place,
      `${place} is not there: create the folder, or mend source.sftp.folder.`,
      legacy,
      error,
    );
  }
  return systemNotThere(place, `${place} does not answer as it should.`, legacy, error);
}
