import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, startPostgres } from './testing/servers/postgres-server.js';
import type { PostgresServer } from './testing/servers/postgres-server.js';
import { startApplication, temporaryDir } from './testing/servers/storage-application.js';
import { rejection } from './testing/suites/tables.suite.js';

const note = { name: 'note', columns: [{ name: 'id', type: 'integer' as const }], primaryKey: ['id'] };
let server: PostgresServer;
let dir: Awaited<ReturnType<typeof temporaryDir>>;

beforeAll(async () => {
  server = await startPostgres();
  dir = await temporaryDir();
}, 120_000);
afterAll(async () => {
  await server.stop();
  await dir.remove();
});

it('survives a database that goes away while it is used and comes back, and never tells its password', async () => {
  const url = await server.database('legacy');
  const app = await startApplication({ dataDir: dir.path, stores: { legacy: { url } } });
  await app.storage.define({ store: 'legacy', tables: [note] });
  const write = (id: number) =>
    app.storage.write({ store: 'legacy', steps: [{ kind: 'insert', table: 'note', rows: [{ id }] }] });
  const acknowledged: number[] = [];
  const failures = new Set<string>();
  let going = true;
  const writing = (async () => {
    for (let id = 1; going; id++) {
      await write(id).then(
        () => acknowledged.push(id),
        (error: { code: string }) => failures.add(error.code),
      );
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  })();
  await expect.poll(() => acknowledged.length).toBeGreaterThan(10);
  await server.pause();
  await expect
    .poll(async () => (await app.storage.stores({})).find(({ name }) => name === 'legacy')?.state, { timeout: 10_000 })
    .toBe('down');
  const error = await rejection(app.storage.count({ store: 'legacy', table: 'note' }));
  expect(error).toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/legacy \(PostgreSQL at 127\.0\.0\.1:\d+, database legacy\)/),
  });
  expect((await app.manager.health()).get('storage-manager')).toMatchObject({ status: 'degraded' });
  await app.events.append({ events: [{ type: 'own.works' }] });
  const before = acknowledged.length;
  await server.resume();
  await expect.poll(() => acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(before + 10);
  going = false;
  await writing;
  const kept = (await app.storage.select({ store: 'legacy', table: 'note', limit: 10_000 })).map(({ id }) =>
    Number(id),
  );
  expect(kept).toEqual(expect.arrayContaining(acknowledged));
  expect([...failures]).toEqual(['unavailable']);
  expect((await app.manager.health()).get('storage-manager')).toEqual({ status: 'up' });
  expect(JSON.stringify([app.log, error.message, app.manager.list()])).not.toContain(password);
  await app.stop();
}, 90_000);

it('starts without a database that is down and defines its tables when it comes', async () => {
  const url = await server.database('late');
  await server.pause();
  const app = await startApplication({ dataDir: dir.path, stores: { late: { url } } });
  expect(await app.storage.define({ store: 'late', tables: [note] })).toEqual({ applied: [] });
  await server.resume();
  await expect
    .poll(() => app.storage.count({ store: 'late', table: 'note' }).catch(() => undefined), { timeout: 30_000 })
    .toBe(0);
  await app.stop();
}, 90_000);

it('says who is refused when the password is wrong', async () => {
  const url = (await server.database('closed')).replace(password, 'wrong-password');
  const app = await startApplication({ dataDir: dir.path, stores: { closed: { url } } });
  const [info] = (await app.storage.stores({})).filter(({ name }) => name === 'closed');
  expect(info).toMatchObject({
    state: 'down',
    reason: expect.stringContaining('password authentication failed for user "caruso"'),
  });
  expect(JSON.stringify([info, app.log])).not.toContain('wrong-password');
  await app.stop();
}, 60_000);
