import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceManager } from '@caruso/core-service-manager';
import type { Logger, ServiceManager } from '@caruso/core-service-manager/contract';
import { recordStore } from '@caruso/storage-manager/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import sql from './component.js';
import { billing } from './fixtures/billing-database.js';
import { billingOperations } from './fixtures/billing-operations.js';
import { hasMariadb, startMariadb } from './fixtures/mariadb-server.js';
import { startPostgres } from './fixtures/postgres-server.js';
import type { SqlServer } from './fixtures/sql-server.js';

const logged: unknown[] = [];
const note = (fields: object, message?: string): void => void logged.push(fields, message);
const log: Logger = { debug: note, info: note, warn: note, error: note, child: () => log };
const engines = [
  { engine: 'postgres' as const, start: startPostgres, has: true },
  { engine: 'mariadb' as const, start: startMariadb, has: hasMariadb || process.env['CI'] === 'true' },
];

// MariaDB is left out where it is not installed, but never in CI.
describe.each(engines.filter(({ has }) => has))('a database of $engine', ({ engine, start }) => {
  let server: SqlServer;
  let appDir: string;
  let manager: ServiceManager;
  const pg = engine === 'postgres';

  const settings = (more: object = {}) => ({
    url: server.url,
    user: server.user,
    password: '${LEGACY_PASSWORD}',
    pool: 4,
    timeoutMs: 1500,
    contract: { id: 'billing', summary: 'Billing' },
    operations: billingOperations(engine),
    records: {
      customer: { key: ['nr'], writable: ['insert', 'update', 'delete'] },
      bill: { table: 'invoice', key: ['id'] },
    },
    ...more,
  });

  async function run(more: object = {}, password = server.password): Promise<void> {
    await writeFile(join(appDir, 'secrets.env'), `LEGACY_PASSWORD="${password}"\n`, { mode: 0o600 });
    manager = createServiceManager({ appDir, dataDir: appDir, log });
    await manager.add([{ component: sql, name: 'erp', settings: settings(more) }]);
  }
  const call = (operation: string, input: object = {}) => manager.invoke('billing', operation, input);
  const state = () => manager.list().find(({ component }) => component === 'erp');

  beforeAll(async () => {
    server = await start();
    await server.execute(...billing[engine]);
    appDir = await mkdtemp(join(tmpdir(), 'caruso-sql-'));
  }, 120_000);
  afterEach(() => manager.stop({ drainMs: 0 }));
  afterAll(async () => {
    await server.stop();
    await rm(appDir, { recursive: true, force: true });
  });

  it('answers queries in the shapes of their operations', async () => {
    await run();
    expect(state()).toMatchObject({ state: 'running' });
    expect(await call('invoices', { customer: 1, from: '2026-02-01' })).toEqual([
      { id: 'A2', amount: '0.20', due: '2026-02-28' },
    ]);
    expect(await call('invoices', { customer: 1 })).toHaveLength(2);
    expect(await call('customer', { nr: 1 })).toEqual({
      nr: 1,
      name: 'Jansen',
      email: 'jansen@x.example',
      balance: '12.50',
      ean: '871234567890123456',
      active: true,
      born: '1984-06-21',
      seen: '2026-03-29T02:30:00.000Z',
    });
    expect(await call('customer', { nr: 2 })).toMatchObject({
      name: "de Vries; O'Hara",
      balance: '-0.10',
      active: false,
      born: null,
    });
    expect(await call('total')).toBe('107.30');
    expect(await call('some', { ids: ['A1', 'B1', `') OR (1=1`] })).toEqual(['A1', 'B1']);
    expect(await call('some', { ids: [] })).toEqual([]);
    expect(await call('page', { limit: 2 })).toEqual(['A1', 'A2']);
  });

  it('runs stored routines: rows, a value, what comes back in arguments', async () => {
    await run();
    expect(await call('open', { nr: 1 })).toEqual([
      { id: 'A1', amount: '100.10' },
      { id: 'A2', amount: '0.20' },
    ]);
    expect(await call('balance', { nr: 2 })).toBe('-0.10');
    expect(await call('pay', { nr: 2, amount: '0.30' })).toEqual({ balance: '0.20', receipt: 'R-2' });
    expect(await call('twice', { n: 21 })).toEqual({ n: 42 });
  });

  it('tells the three kinds of errors apart, in the words of the database', async () => {
    await run();
    expect(await call('add', { id: 'C1', customer: 2, amount: '5.00' })).toBe(1);
    const add = (input: object) => call('add', { id: 'C2', customer: 2, amount: '5.00', ...input });
    await expect(add({ id: 'C1' })).rejects.toMatchObject({ code: 'conflict', details: { kind: 'wrong-request' } });
    await expect(add({ customer: 99 })).rejects.toMatchObject({
      code: 'invalid',
      details: { legacy: { code: pg ? '23503' : '23000' } },
    });
    await expect(add({ amount: '-1' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(add({ id: 'far too long for it' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(call('customer', { nr: 77 })).rejects.toMatchObject({ code: 'not-found' });
    await expect(call('pay', { nr: 1, amount: '1001' })).rejects.toMatchObject({
      code: 'refused',
      message: 'payments above 1000 need a second signature',
      details: { system: 'erp', kind: 'refused', legacy: { code: pg ? 'P0001' : '45000' } },
    });
    await expect(call('customer', { nr: 'x' })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('changes nothing in an operation that reads', async () => {
    await run();
    await expect(call('sneak')).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('access: write'),
    });
    expect(await call('customer', { nr: 1 })).toMatchObject({ name: 'Jansen' });
  });

  it('gives up a statement that takes too long, on the server too', async () => {
    await run();
    await expect(call('slow')).rejects.toMatchObject({ code: 'unavailable' });
    expect(await call('total')).toMatch(/^\d+\.\d\d$/);
  }, 30_000);

  it('does not begin a change whose caller was told that there was no answer', async () => {
    const held = { output: ['json'], query: pg ? 'SELECT pg_sleep(20)' : 'SELECT SLEEP(20)', idempotent: false };
    await run({ pool: 1, timeoutMs: 700, operations: { ...billingOperations(engine), held } });
    const calls = [call('held'), call('held'), call('held'), call('add', { id: 'Z9', customer: 2, amount: '1' })];
    const added = (await Promise.allSettled(calls)).at(-1);
    expect(added).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
    // Connections are given out in the order in which they were asked for.
    await expect.poll(() => call('total').catch(() => 'busy'), { timeout: 15_000 }).toMatch(/^\d/);
    expect(await call('some', { ids: ['Z9'] })).toEqual([]);
  }, 30_000);

  it('compares instants by the milliseconds that records show, whatever finer parts the database keeps', async () => {
    await run();
    await server.execute(`UPDATE customer SET seen = '2026-03-29 02:30:00.123456' WHERE nr = 2`);
    const records = manager.use(recordStore('erp'));
    const [shown] = await records.select({ kind: 'customer', where: { column: 'nr', op: '=', value: 2 } });
    expect(shown?.['seen']).toBe('2026-03-29T02:30:00.123Z');
    const value = '2026-03-29T02:30:00.123Z';
    for (const [op, met] of [
      ['=', 1],
      ['<>', 1],
      ['<', 1],
      ['<=', 2],
      ['>', 0],
      ['>=', 1],
    ] as const)
      expect([op, await records.count({ kind: 'customer', where: { column: 'seen', op, value } })]).toEqual([op, met]);
    expect(await records.count({ kind: 'customer', where: { column: 'seen', op: 'in', values: [value] } })).toBe(1);
    const change = (seen: string) =>
      records.update({ kind: 'customer', key: { nr: 2 }, set: { seen: null }, expected: { seen } });
    await expect(change('2026-03-29T02:30:00.122Z')).rejects.toMatchObject({ code: 'conflict' });
    expect(await change(value)).toMatchObject({ seen: null });
  });

  it('can be replayed without its secrets', async () => {
    await run({ password: '${NO_SUCH_SECRET}', traffic: { mode: 'replay', file: 'none.jsonl' } });
    await expect(call('total')).rejects.toThrow('no recording');
  });

  it('does not start with mistakes in its statements, and names each', async () => {
    const wrong = {
      typo: { output: ['text'], query: 'SELCT 1' },
      column: { output: ['text'], query: 'SELECT nothing_like_that FROM invoice' },
      arguments: { input: { nr: 'integer' }, output: 'decimal', procedure: 'twice', args: [], result: 'scalar' },
      gone: { output: 'integer', function: 'not_there', result: 'scalar' },
    };
    await run({ operations: { ...billingOperations(engine), ...wrong } });
    expect(state()).toMatchObject({ state: 'failed' });
    for (const name of Object.keys(wrong)) expect(state()?.reason).toContain(`operations.${name}`);
    await manager.stop();
    await run({
      operations: {
        two: { output: ['text'], query: 'SELECT 1; DROP TABLE invoice' },
        free: { output: ['text'], query: 'SELECT :x' },
      },
    });
    expect(state()?.reason).toMatch(/operations\.two\.query: one statement only[\s\S]*operations\.free: no input x/);
  });

  it('refuses a wrong password without telling it', async () => {
    await run({}, 'wrong-password');
    expect(state()?.reason).toContain('check user and password');
    expect(JSON.stringify([logged, state()])).not.toContain('wrong-password');
  });

  it('goes on when the database has been away', async () => {
    await run();
    await call('total');
    await server.pause();
    await expect(call('add', { id: 'D1', customer: 2, amount: '1' })).rejects.toMatchObject({
      code: 'unavailable',
      details: { kind: 'not-there' },
    });
    expect((await manager.health()).get('erp')).toMatchObject({ status: 'degraded' });
    await server.resume();
    await expect.poll(() => call('total').catch(() => 'away'), { timeout: 30_000 }).toMatch(/^\d/);
    expect((await manager.health()).get('erp')).toEqual({ status: 'up' });
  }, 90_000);

  it('starts while the database is away', async () => {
    await server.pause();
    await run();
    expect(state()).toMatchObject({ state: 'running' });
    await server.resume();
    await expect.poll(() => call('total').catch(() => 'away'), { timeout: 30_000 }).toMatch(/^\d/);
  }, 90_000);

  it('gives its tables as records', async () => {
    await run();
    const records = manager.use(recordStore('erp'));
    const [customer] = await records.kinds({});
    expect(customer).toMatchObject({ name: 'customer', key: ['nr'], can: { update: true } });
    expect(customer?.columns.map(({ type }) => type)).toEqual([
      'integer',
      'text',
      'text',
      'decimal',
      'bigint',
      'boolean',
      'date',
      'timestamp',
      'integer',
    ]);
    const names = async (where: Parameters<typeof records.select>[0]['where']) =>
      (
        await records.select({
          kind: 'customer',
          columns: ['name'],
          where,
          orderBy: [{ column: 'nr', direction: 'desc' }],
        })
      ).map(({ name }) => name);
    expect(await names({ column: 'name', op: 'contains', value: "O'HARA" })).toEqual(["de Vries; O'Hara"]);
    expect(await names({ column: 'name', op: 'contains', value: '%' })).toEqual([]);
    expect(await names({ not: { column: 'ean', op: '=', value: '871234567890123456' } })).toEqual(["de Vries; O'Hara"]);
    expect(
      await names({
        any: [
          { column: 'balance', op: '>', value: '12.49' },
          { column: 'seen', op: 'is-null' },
        ],
      }),
    ).toHaveLength(2);
    expect(await names({ column: 'seen', op: '<', value: '2026-03-29T04:30:00.001+02:00' })).toEqual(['Jansen']);
    expect(await names({ column: 'active', op: 'in', values: [false] })).toEqual(["de Vries; O'Hara"]);

    expect(await names({ column: 'name', op: 'in', values: ['Jansen'] })).toEqual(['Jansen']);
    expect(await names({ column: 'name', op: '=', value: 'JANSEN' })).toEqual([]);
    expect(await names({ column: 'name', op: '<>', value: 'JANSEN' })).toHaveLength(2);

    const made = await records.insert({ kind: 'customer', row: { nr: 5, name: 'New', born: '2000-02-29' } });
    expect(made).toMatchObject({ nr: 5, rev: 1, balance: '0.00', active: true });
    await expect(records.insert({ kind: 'customer', row: { nr: 5, name: 'New' } })).rejects.toMatchObject({
      code: 'conflict',
    });
    const change = (set: object, expected: object) =>
      records.update({
        kind: 'customer',
        key: { nr: 5 },
        set: set as Record<string, string>,
        expected: expected as Record<string, string>,
      });
    expect(await change({ name: 'Newer', rev: 2 }, { rev: 1, email: null })).toMatchObject({ name: 'Newer', rev: 2 });
    await expect(change({ name: 'Newest' }, { rev: 1 })).rejects.toMatchObject({ code: 'conflict' });
    await expect(change({ name: 'Newest' }, { name: 'NEWER' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(change({ email: 'jansen@x.example' }, {})).rejects.toMatchObject({
      code: 'conflict',
      details: { stale: false },
    });
    expect(await records.remove({ kind: 'customer', key: { nr: 5 }, expected: { rev: 2 } })).toEqual({ removed: true });
    await expect(records.remove({ kind: 'customer', key: { nr: 5 } })).rejects.toMatchObject({ code: 'not-found' });
    await expect(records.remove({ kind: 'bill', key: { id: 'A1' } })).rejects.toMatchObject({ code: 'invalid' });
    await expect(records.select({ kind: 'customer', columns: ['name" FROM x --'] })).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(await records.count({ kind: 'bill', where: { column: 'customer', op: '=', value: 1 } })).toBe(2);
  });
});
