import { readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startDrop, temporaryFolder, until } from './testing/drop-application.js';
import type { DropApplication } from './testing/drop-application.js';
import { receiver } from './testing/receiver.js';
import { hasSshd, sftpServer } from './testing/servers/sftp-server.js';
import type { SftpServer } from './testing/servers/sftp-server.js';

// With CI=true a missing program is a failure, so the tests run and fail.
describe.skipIf(!hasSshd && process.env['CI'] !== 'true')('SFTP (needs sshd and root)', () => {
  let server: SftpServer;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let app: DropApplication | undefined;
  let service: ReturnType<typeof receiver>;

  beforeAll(async () => {
    server = await sftpServer();
    await server.start();
    process.env['CARUSO_TEST_SFTP_KEY'] = server.privateKey;
    process.env['CARUSO_TEST_SFTP_STRANGE_KEY'] = server.strangeKey;
  });
  afterAll(async () => {
    await server.stop();
    await server.remove();
    delete process.env['CARUSO_TEST_SFTP_KEY'];
    delete process.env['CARUSO_TEST_SFTP_STRANGE_KEY'];
  });
  beforeEach(async () => {
    folder = await temporaryFolder();
    service = receiver();
  });
  afterEach(async () => {
    await app?.stop();
    app = undefined;
    await folder.remove();
  });

  const start = async (sftp: object = {}, settings: object = {}): Promise<DropApplication> => {
    app = await startDrop({
      path: folder.path,
      components: [service.component],
      settings: {
        source: {
          sftp: {
            host: '127.0.0.1',
            port: server.port,
            user: server.user,
            privateKey: '${CARUSO_TEST_SFTP_KEY}',
            hostKey: server.hostKey,
            folder: folder.inbox,
            ...sftp,
          },
        },
        files: '*.csv',
        pollSeconds: 0.1,
        ...settings,
      },
    });
    return app;
  };
  const drop = (name: string, text: string) => writeFile(join(folder.inbox, name), text);
  const health = async () => (await app?.manager.health())?.get('file-drop');
  const degraded = (reason: RegExp) =>
    until(async () => {
      const now = await health();
      return now?.status === 'degraded' && reason.test(now.reason);
    });

  it('takes files, puts them away on the server, and leaves links alone', async () => {
    await writeFile(join(folder.path, 'secret.csv'), 'a\nsecret\n');
    await symlink(join(folder.path, 'secret.csv'), join(folder.inbox, 'link.csv'));
    await drop('day.csv', 'a\n1\n2\n');
    await drop('broken.csv', 'a,a\n1,2\n');
    const { finished } = await start();
    expect((await finished(2)).map(({ name, state }) => [name, state]).toSorted(byText)).toEqual([
      ['broken.csv', 'rejected'],
      ['day.csv', 'done'],
    ]);
    expect(service.received.map(({ input }) => input)).toEqual([{ a: '1' }, { a: '2' }]);
    expect((await readdir(folder.inbox)).toSorted()).toEqual(['done', 'link.csv', 'rejected']);
    expect(await readdir(join(folder.inbox, 'done'))).toEqual(['day.csv']);
    expect(await readFile(join(folder.inbox, 'rejected/broken.csv.reason.txt'), 'utf8')).toContain(
      'names the column "a" twice',
    );
    expect(await health()).toEqual({ status: 'up' });
  });

  it('recognises a file sent again, and takes a rejected one back', async () => {
    await drop('day.csv', 'a\n1\n');
    await drop('broken.csv', 'a,a\n1,2\n');
    const { finished, drop: contract } = await start();
    const files = await finished(2);
    await drop('day.csv', 'a\n1\n');
    const done = files.find(({ state }) => state === 'done');
    await until(async () => (await contract.file({ file: done?.id ?? '' })).sentAgain === 1);
    expect(service.received).toHaveLength(1);
    const rejected = files.find(({ state }) => state === 'rejected');
    await contract.retryFile({ file: rejected?.id ?? '' });
    await until(async () => (await contract.file({ file: rejected?.id ?? '' })).takenAt !== rejected?.takenAt);
  });

  it('does not talk to a server with another key than the pinned one, and tells which key it saw', async () => {
    await drop('day.csv', 'a\n1\n');
    await start({ hostKey: `SHA256:${'A'.repeat(43)}` });
    await degraded(/shows another key than source\.sftp\.hostKey: SHA256:/);
    expect(await health()).toMatchObject({ reason: expect.stringContaining(server.hostKey) });
    expect(service.received).toEqual([]);
  });

  it('says so when the server does not let it in, or the folder is not there', async () => {
    await start({ privateKey: '${CARUSO_TEST_SFTP_STRANGE_KEY}' });
    await degraded(/does not let .* in: look at the user, password and key/);
    await app?.stop();
    await rm(folder.inbox, { recursive: true });
    await start();
    await degraded(/inbox is not there: create the folder/);
  });

  it('goes on when the server comes back', async () => {
    const { finished } = await start();
    await drop('one.csv', 'a\n1\n');
    await finished(1);
    await server.stop();
    await degraded(/cannot be reached by SFTP|does not answer/);
    await drop('two.csv', 'a\n2\n');
    await server.start();
    await finished(2);
    expect(service.received.map(({ input }) => input['a'])).toEqual(['1', '2']);
    expect(await health()).toEqual({ status: 'up' });
  });
});

function byText(one: readonly unknown[], other: readonly unknown[]): number {
  return String(one).localeCompare(String(other), 'en');
}
