import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import rest from '../component.js';
import { crmOperations, crmRecords } from '../fixtures/crm-settings.js';
import { legacyCrm } from '../fixtures/legacy-crm.js';
import type { LegacyCrm } from '../fixtures/legacy-crm.js';
import { failure, runComponent } from '../fixtures/run-component.js';
import type { RunningWrapper } from '../fixtures/run-component.js';

const kind = 'customers';
let crm: LegacyCrm;
let folder: string;
let wrapper: RunningWrapper | undefined;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rest-records-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  crm = await legacyCrm();
});
afterEach(async () => {
  await wrapper?.stop();
  wrapper = undefined;
  await crm.close();
});

async function open(more: object = {}, settings: object = {}) {
  const records = { customers: { ...crmRecords.customers, ...more } };
  const running = await runComponent(
    rest,
    { contract: { id: 'crm' }, url: crm.url, operations: crmOperations, records, ...settings },
    folder,
  );
  wrapper = running;
  return (operation: string, input: object) => running.call(operation, input, { contract: 'record-store.crm' });
}

const ids = (rows: unknown): readonly unknown[] => (rows as readonly { id: unknown }[]).map(({ id }) => id);

describe('records of a REST system', () => {
  it('are described like tables', async () => {
    const call = await open();
    expect(await call('kinds', {})).toEqual([
      {
        name: 'customers',
        columns: [
          { name: 'id', type: 'integer', nullable: false },
          { name: 'name', type: 'text', nullable: false },
          { name: 'status', type: 'text', nullable: false },
          { name: 'credit', type: 'decimal', nullable: false },
          { name: 'city', type: 'text', nullable: true },
          { name: 'etag', type: 'text', nullable: true },
        ],
        key: ['id'],
        can: { insert: true, update: true, delete: true },
      },
    ]);
  });

  it('are looked for by what the system can look for', async () => {
    const call = await open();
    expect(ids(await call('select', { kind, where: { column: 'status', op: '=', value: 'closed' } }))).toEqual([3, 6]);
    expect(crm.asked).toEqual(['GET /customers?status=closed']);
  });

  it('are got by their keys', async () => {
    const call = await open();
    const [row] = (await call('select', { kind, where: { column: 'id', op: '=', value: 3 } })) as readonly object[];
    expect(row).toMatchObject({ id: 3, name: 'Customer 3', status: 'closed', credit: '3.10', city: 'Porto' });
    expect(ids(await call('select', { kind, where: { column: 'id', op: 'in', values: [1, 99, 5] } }))).toEqual([1, 5]);
    expect(crm.asked.every((asked) => /^GET \/customers\/\d+$/.test(asked))).toBe(true);
  });

  it('refuse conditions and orders that the system cannot take, named', async () => {
    const call = await open();
    const where = {
      all: [
        { column: 'status', op: '=', value: 'active' },
        { column: 'name', op: 'contains', value: '3' },
      ],
    };
    const error = await failure(call('select', { kind, where, orderBy: [{ column: 'credit' }] }));
    expect(error).toMatchObject({ code: 'invalid', details: { conditions: ['name contains', 'order by credit'] } });
    expect(crm.asked).toEqual([]);
  });

  it('are filtered and ordered here where the settings say so', async () => {
    const call = await open({ filterHere: true });
    const where = {
      any: [
        { column: 'city', op: 'is-null' },
        { column: 'credit', op: '>', value: '5.1' },
      ],
    };
    const orderBy = [{ column: 'credit', direction: 'desc' }];
    expect(ids(await call('select', { kind, where, orderBy }))).toEqual([7, 6, 1]);
    expect(await call('count', { kind, where })).toBe(3);
    expect(await call('select', { kind, where, orderBy, columns: ['name'], offset: 1, limit: 1 })).toEqual([
      { name: 'Customer 6' },
    ]);
  });

  it('are not looked through without bound', async () => {
    const call = await open({ filterHere: true, maxRecords: 5 });
    expect(await failure(call('count', { kind, where: { column: 'name', op: '=', value: 'x' } }))).toMatchObject({
      code: 'invalid',
      details: { maxRecords: 5 },
    });
    const all = await open({ filterHere: true, maxRecords: 7 });
    expect(await all('count', { kind, where: { column: 'name', op: '=', value: 'x' } })).toBe(0);
  });

  it('are read only as far as wanted', async () => {
    const call = await open();
    expect(ids(await call('select', { kind, limit: 2, offset: 1 }))).toEqual([2, 3]);
    expect(crm.asked).toHaveLength(1);
  });

  it('are inserted, and a record that is there already is a conflict', async () => {
    const call = await open();
    const row = { name: 'New', status: 'active', credit: '1.50', city: 'Braga' };
    expect(await call('insert', { kind, row })).toMatchObject({ id: 8, name: 'New', credit: '1.5', city: 'Braga' });
    expect(await failure(call('insert', { kind, row }))).toMatchObject({ code: 'conflict' });
  });

  it('are changed as a whole where the system only takes a whole', async () => {
    const call = await open();
    expect(await call('update', { kind, key: { id: 2 }, set: { name: 'Renamed' } })).toMatchObject({
      id: 2,
      name: 'Renamed',
      status: 'active',
      city: 'Porto',
      credit: '2.1',
    });
    expect(crm.headers.at(-1)?.['if-match']).toMatch(/^"[0-9a-f]{8}"$/);
  });

  it('tell of a stale version as a conflict', async () => {
    const call = await open();
    const [before] = (await call('select', { kind, where: { column: 'id', op: '=', value: 2 } })) as readonly {
      etag: string;
    }[];
    const expected = { etag: before?.etag };
    expect(await call('update', { kind, key: { id: 2 }, set: { name: 'First' }, expected })).toMatchObject({
      name: 'First',
    });
    expect(await failure(call('update', { kind, key: { id: 2 }, set: { name: 'Second' }, expected }))).toMatchObject({
      code: 'conflict',
      details: { legacy: { message: 'changed meanwhile', code: 412 } },
    });
  });

  it('are not removed when they have changed, also where the system does not look', async () => {
    const call = await open();
    const where = { column: 'id', op: '=', value: 2 };
    const [before] = (await call('select', { kind, where })) as readonly { etag: string }[];
    const expected = { etag: before?.etag };
    await call('update', { kind, key: { id: 2 }, set: { name: 'Renamed' } });
    expect(await failure(call('remove', { kind, key: { id: 2 }, expected }))).toMatchObject({ code: 'conflict' });
    expect(await call('select', { kind, where })).toHaveLength(1);
  });

  it('are not changed without the version where one is wanted and the list did not tell it', async () => {
    const call = await open();
    const [listed] = (await call('select', { kind, limit: 1 })) as readonly { etag: null }[];
    const update = { kind, key: { id: 1 }, set: { name: 'Blind' }, expected: { etag: listed?.etag } };
    expect(await failure(call('update', update))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('etag'),
    });
    expect(crm.asked.some((asked) => asked.startsWith('PUT'))).toBe(false);
  });

  it('tell of old values that are no longer true as a conflict', async () => {
    const call = await open();
    const update = { kind, key: { id: 2 }, set: { status: 'closed' }, expected: { name: 'Customer 2' } };
    expect(await call('update', update)).toMatchObject({ status: 'closed' });
    await call('update', { kind, key: { id: 2 }, set: { name: 'Renamed' } });
    expect(await failure(call('update', update))).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('name'),
    });
  });

  it('that are not there cannot be changed, and need not be removed', async () => {
    const call = await open();
    expect(await failure(call('update', { kind, key: { id: 99 }, set: { name: 'x' } }))).toMatchObject({
      code: 'not-found',
    });
    expect(await call('remove', { kind, key: { id: 2 } })).toEqual({ removed: true });
    expect(await call('remove', { kind, key: { id: 2 } })).toEqual({ removed: false });
  });

  it('of another kind are not known', async () => {
    const call = await open();
    expect(await failure(call('count', { kind: 'invoices' }))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('customers'),
    });
  });

  it('need operations and columns that exist', async () => {
    expect(await failure(open({ update: 'changeClient' }))).toMatchObject({
      message: 'records.customers: update: there is no operation "changeClient"',
    });
    expect(await failure(open({ key: ['number'] }))).toMatchObject({
      message: 'records.customers: "number" is none of its columns',
    });
  });
});
