import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteFile } from './testing/servers/sqlite-file.js';
import { startApplication, temporaryDir } from './testing/servers/storage-application.js';
import type { StorageApplication } from './testing/servers/storage-application.js';
import { rejection } from './testing/suites/tables.suite.js';

const people = { name: 'person', columns: [{ name: 'id', type: 'integer' as const }], primaryKey: ['id'] };
let dir: Awaited<ReturnType<typeof temporaryDir>>;
let app: StorageApplication;

beforeEach(async () => {
  dir = await temporaryDir();
});
afterEach(async () => {
  await app.stop();
  await dir.remove();
});

async function start(stores: Record<string, unknown>): Promise<void> {
  app = await startApplication({ dataDir: dir.path, stores });
}
const componentState = () => app.manager.list().find(({ component }) => component === 'storage-manager');

describe('the start of the storage manager', () => {
  it('brings the store own without any settings', async () => {
    await start({});
    expect(await app.storage.stores({})).toEqual([{ name: 'own', engine: 'sqlite', schema: 'managed', state: 'up' }]);
  });

  it('tells all mistakes in the settings at once', async () => {
    await start({ a: { url: 'mariadb://u:hidden@db/x' }, b: { url: 'postgres://${CARUSO_TEST_NOT_SET}@db/x' } });
    const { state, reason } = componentState() ?? {};
    expect(state).toBe('failed');
    expect(reason).toContain('MariaDB is not supported yet');
    expect(reason).toContain('CARUSO_TEST_NOT_SET');
    expect(reason).not.toContain('hidden');
  });

  it('fails when the own store cannot be used', async () => {
    await writeFile(join(dir.path, 'own.db'), 'this is no database, but long enough to be looked at as one'.repeat(20));
    await start({});
    expect(componentState()).toMatchObject({ state: 'failed', reason: expect.stringContaining('own.db') });
  });

  it('goes on without a store that cannot be used, and says which and why', async () => {
    await start({ legacy: { url: 'sqlite:gone.db', schema: 'frozen' } });
    expect(await app.storage.define({ store: 'legacy', tables: [people] })).toEqual({ applied: [] });
    const error = await rejection(app.storage.select({ store: 'legacy', table: 'person' }));
    expect(error).toMatchObject({ code: 'unavailable', message: expect.stringContaining('gone.db') });
    expect((await app.manager.health()).get('storage-manager')).toMatchObject({
      status: 'degraded',
      reason: expect.stringContaining('gone.db'),
    });
    await app.events.append({ events: [{ type: 'still.works' }] });
  });

  it('finds a store that comes later, and shows then what its tables lack', async () => {
    await start({ legacy: { url: 'sqlite:late.db', schema: 'frozen' } });
    await app.storage.define({ store: 'legacy', tables: [people, { ...people, name: 'ghost' }] });
    const file = openSqliteFile(join(dir.path, 'late.db'));
    file.exec('CREATE TABLE person (id INTEGER PRIMARY KEY); INSERT INTO person VALUES (5)');
    file.close();
    await expect
      .poll(() => app.storage.select({ store: 'legacy', table: 'person' }).catch(() => undefined), { timeout: 10_000 })
      .toEqual([{ id: 5 }]);
    expect((await app.manager.health()).get('storage-manager')).toMatchObject({
      status: 'degraded',
      reason: expect.stringContaining('ghost'),
    });
  });

  it('waits for a lock of another program without standing still', async () => {
    await start({ data: { url: 'sqlite:data.db' } });
    await app.storage.define({ store: 'data', tables: [people] });
    const other = openSqliteFile(join(dir.path, 'data.db'));
    other.exec('BEGIN IMMEDIATE');
    const writing = app.storage.write({
      store: 'data',
      steps: [{ kind: 'insert', table: 'person', rows: [{ id: 1 }] }],
    });
    expect(await app.storage.count({ store: 'data', table: 'person' })).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    other.exec('COMMIT');
    other.close();
    expect(await writing).toEqual({ affected: [1] });
  });

  it('works in memory', async () => {
    await start({ scratch: { url: 'sqlite::memory:' } });
    await app.storage.define({ store: 'scratch', tables: [people] });
    await app.storage.write({
      store: 'scratch',
      steps: [{ kind: 'insert', table: 'person', rows: [{ id: 1 }, { id: 2 }] }],
    });
    expect(await app.storage.count({ store: 'scratch', table: 'person' })).toBe(2);
  });

  it('leaves no connection to the write-ahead log behind', async () => {
    await start({});
    await app.events.append({ events: [{ type: 'a.b' }] });
    await app.stop();
    const file = openSqliteFile(join(dir.path, 'own.db'), { readonly: true });
    expect(file.prepare('SELECT count(*) AS n FROM caruso_event').get()).toEqual({ n: 1 });
    file.close();
  });
});

describe('files that are loaded into a SQLite store', () => {
  const legacy = {
    url: 'sqlite:legacy/billing.db',
    schema: 'frozen',
    access: 'read-only',
    load: ['schema.sql', 'rows.sql'],
  };
  const load = async (schema: string, rows: string) => {
    await mkdir(dir.path, { recursive: true });
    await writeFile(join(dir.path, 'schema.sql'), schema);
    await writeFile(join(dir.path, 'rows.sql'), rows);
    await start({ legacy });
  };

  it('fill it once', async () => {
    await load('CREATE TABLE person (id INTEGER PRIMARY KEY);', 'INSERT INTO person VALUES (1);');
    await app.stop();
    await start({ legacy });
    await app.storage.define({ store: 'legacy', tables: [people] });
    expect(await app.storage.count({ store: 'legacy', table: 'person' })).toBe(1);
  });

  it.each([
    ['the second file is wrong', 'INSERT INTO nobody VALUES (1);'],
    ['a file ends the transaction', 'COMMIT; INSERT INTO person VALUES (1);'],
  ])('leave nothing behind when %s, and are loaded when they are right', async (_what, rows) => {
    await load('CREATE TABLE person (id INTEGER PRIMARY KEY);', rows);
    expect((await app.storage.stores({})).find(({ name }) => name === 'legacy')).toMatchObject({
      state: 'down',
      reason: expect.stringContaining('rows.sql'),
    });
    await writeFile(join(dir.path, 'rows.sql'), 'INSERT INTO person VALUES (7);');
    await app.storage.define({ store: 'legacy', tables: [people] });
    await expect
      .poll(() => app.storage.select({ store: 'legacy', table: 'person' }).catch(() => undefined), { timeout: 10_000 })
      .toEqual([{ id: 7 }]);
  });
});
