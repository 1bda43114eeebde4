import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import rest from './component.js';
import { crmOperations } from './fixtures/crm-settings.js';
import { legacyCrm } from './fixtures/legacy-crm.js';
import type { LegacyCrm } from './fixtures/legacy-crm.js';
import { failure, runComponent } from './fixtures/run-component.js';
import type { RunningWrapper } from './fixtures/run-component.js';

let crm: LegacyCrm;
let folder: string;
let wrapper: RunningWrapper | undefined;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rest-'));
  await writeFile(path.join(folder, 'secrets.env'), 'CRM_SECRET=s3cret\nCRM_KEY=k3y\n', { mode: 0o600 });
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

async function open(more: object = {}): Promise<RunningWrapper> {
  wrapper = await runComponent(
    rest,
    { contract: { id: 'crm' }, url: crm.url, operations: crmOperations, ...more },
    folder,
  );
  return wrapper;
}

describe('a REST system behind operations written by hand', () => {
  it('answers a record with the digits of its amounts', async () => {
    const { call } = await open();
    expect(await call('getCustomer', { id: 3 })).toEqual({
      id: 3,
      name: 'Customer 3',
      status: 'closed',
      credit: '3.10',
      address: { city: 'Porto' },
      etag: expect.stringMatching(/^"[0-9a-f]{8}"$/),
    });
  });

  it('writes an amount with its digits', async () => {
    const { call } = await open();
    expect(await call('createCustomer', { name: 'New', credit: '12.50' })).toMatchObject({ id: 8, credit: '12.5' });
    expect(crm.bodies.at(-1)).toEqual({ name: 'New', credit: 12.5 });
  });

  it('refuses a wrong input and names the field, without asking the system', async () => {
    const { call } = await open();
    const error = await failure(call('getCustomer', { id: 'three' }));
    expect(error).toMatchObject({ code: 'invalid', message: expect.stringContaining('id') });
    expect(await failure(call('getCustomer', { id: 3, extra: 1 }))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('extra'),
    });
    expect(crm.asked).toEqual([]);
  });

  it('lets no value lead to another path', async () => {
    const { call } = await open();
    expect(await failure(call('getByText', { id: '..' }))).toMatchObject({ code: 'invalid' });
    await failure(call('getByText', { id: '../customers/1' }));
    expect(crm.asked).toEqual(['GET /customers/..%2Fcustomers%2F1']);
  });

  it('says which operations may be repeated', async () => {
    const { provisions } = await open();
    const byName = Object.fromEntries(
      Object.entries(provisions[0]?.contract.members ?? {}).map(([name, member]) => [
        name,
        member.kind === 'operation' && member.idempotent,
      ]),
    );
    expect(byName).toMatchObject({
      getCustomer: true,
      changeCustomer: true,
      deleteCustomer: true,
      createCustomer: false,
      pay: false,
    });
  });
});

describe('errors of a REST system', () => {
  it.each([
    [400, 'invalid', 'wrong-request'],
    [422, 'invalid', 'wrong-request'],
    [404, 'not-found', 'wrong-request'],
    [409, 'conflict', 'wrong-request'],
    [412, 'conflict', 'wrong-request'],
    [401, 'refused', 'refused'],
    [403, 'refused', 'refused'],
    [500, 'refused', 'refused'],
    [429, 'unavailable', 'not-there'],
    [502, 'unavailable', 'not-there'],
    [503, 'unavailable', 'not-there'],
  ])('with status %i is %s, with its words kept', async (status, code, kind) => {
    const { call } = await open();
    const error = await failure(call('status', { code: status }));
    expect(error.code).toBe(code);
    expect(error.details).toMatchObject({
      system: 'crm',
      kind,
      legacy: { message: `as asked: ${status}`, code: status },
    });
    expect(error.message).toContain(`as asked: ${status}`);
  });

  it('is not there when nothing listens', async () => {
    const { call, health } = await open({ url: 'http://127.0.0.1:1' });
    const error = await failure(call('slow', {}));
    expect(error).toMatchObject({
      code: 'unavailable',
      details: { kind: 'not-there', legacy: { code: 'ECONNREFUSED' } },
    });
    expect(await health()).toMatchObject({ status: 'degraded' });
  });

  it('is not there when it does not answer in time', async () => {
    const { call } = await open({ timeoutMs: 50 });
    expect(await failure(call('slow', {}))).toMatchObject({ code: 'unavailable' });
  });

  it('refuses with broken JSON', async () => {
    const { call } = await open();
    expect(await failure(call('broken', {}))).toMatchObject({
      code: 'refused',
      details: { legacy: { message: '{"ok": tru' } },
    });
  });

  it('refuses with an answer that is not as described, named', async () => {
    const { call } = await open();
    expect(await failure(call('odd', {}))).toMatchObject({ code: 'refused', message: expect.stringContaining('ok: ') });
  });

  it('refuses with an answer without end', async () => {
    const { call } = await open({ maxAnswerBytes: 100_000 });
    expect(await failure(call('long', {}))).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('100000'),
    });
  });
});

describe('a REST system that leads elsewhere', () => {
  it('is followed on its own host only', async () => {
    const { call } = await open();
    expect(await call('around', {})).toEqual({ ok: true });
    expect(await failure(call('elsewhere', {}))).toMatchObject({ code: 'refused' });
    expect(await failure(call('circle', {}))).toMatchObject({ code: 'refused' });
  });

  it('is not followed to pages elsewhere or in a circle', async () => {
    const { list } = await open();
    expect(await failure(list('pagesElsewhereAll', {}))).toMatchObject({ code: 'refused' });
    expect(await failure(list('pagesCircleAll', {}))).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('circle'),
    });
  });
});

describe('a busy REST system', () => {
  it('is asked again after a short Retry-After', async () => {
    const { call } = await open();
    expect(await call('busy', {})).toEqual({ ok: true });
    expect(crm.asked).toHaveLength(2);
  });

  it('with a long Retry-After is told to the caller', async () => {
    const { call } = await open();
    expect(await failure(call('busy', { after: 30 }))).toMatchObject({
      code: 'unavailable',
      details: { retryAfterMs: 30_000 },
    });
    expect(crm.asked).toHaveLength(1);
  });
});

describe('lists of a REST system', () => {
  it.each(['listCustomersAll', 'listByNextAll', 'everyCustomer', 'listByOffsetAll'])(
    'are read page by page: %s',
    async (stream) => {
      const { list } = await open();
      const customers = await list(stream, {});
      expect(customers.map((one) => (one as { id: number }).id)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(customers[2]).toMatchObject({ credit: '3.10' });
      expect(await list(stream, { status: 'active' })).toHaveLength(5);
    },
  );

  it('have a plain page besides', async () => {
    const { call } = await open();
    expect(await call('listCustomers', {})).toMatchObject({ data: { length: 3 }, meta: { total: 7 } });
  });

  it('end with an error when there are more pages than allowed', async () => {
    const { list } = await open();
    expect(await failure(list('listTwoPagesAll', {}))).toMatchObject({ code: 'invalid', details: { maxPages: 2 } });
  });

  it('are not read further than the consumer wants', async () => {
    const { provisions } = await open();
    const run = provisions[0]?.implementation['listCustomersAll'] as (
      input: object,
      call: object,
    ) => AsyncIterable<unknown>;
    for await (const first of run({}, {})) {
      expect(first).toMatchObject({ id: 1 });
      break;
    }
    expect(crm.asked).toHaveLength(1);
  });
});

describe('work that must be done once', () => {
  it('carries the idempotency key of the call', async () => {
    const { call } = await open({ idempotencyHeader: 'Idempotency-Key' });
    const first = await call('pay', { amount: '1.00' }, { idempotencyKey: 'order-7' });
    expect(await call('pay', { amount: '1.00' }, { idempotencyKey: 'order-7' })).toEqual(first);
    expect(await call('pay', { amount: '1.00' }, { idempotencyKey: 'order-8' })).not.toEqual(first);
    const smuggling = call('pay', { amount: '1.00' }, { idempotencyKey: 'order-9\r\nx-admin: yes' });
    expect(await failure(smuggling)).toMatchObject({ code: 'invalid' });
  });
});

describe('a change of what somebody else has changed', () => {
  it('is a conflict', async () => {
    const { call } = await open();
    const { etag, ...before } = (await call('getCustomer', { id: 2 })) as Record<string, unknown>;
    const { id, name, status, credit, address } = before;
    const changed = { id, name, status, credit, address, version: etag };
    expect(await call('changeCustomer', { ...changed, name: 'Renamed' })).toMatchObject({ name: 'Renamed' });
    expect(await failure(call('changeCustomer', { ...changed, name: 'Too late' }))).toMatchObject({
      code: 'conflict',
      details: { legacy: { message: 'changed meanwhile', code: 412 } },
    });
  });
});

describe('a JSON-RPC system', () => {
  it('is called through a body template, fields without value left out', async () => {
    const { call } = await open();
    expect(await call('extendContract', { contract: 'C-1' })).toEqual({ contract: 'C-1', months: 12, fee: '9.9' });
    expect(crm.bodies).toEqual([{ jsonrpc: '2.0', id: 1, method: 'contract.extend', params: { contract: 'C-1' } }]);
    expect(await call('extendContract', { contract: 'C-1', months: 3 })).toMatchObject({ months: 3 });
  });

  it('tells its errors inside an answer that is well', async () => {
    const { call } = await open();
    expect(await failure(call('extendContract', { contract: 'C-404' }))).toMatchObject({
      code: 'not-found',
      details: { legacy: { message: 'CONTRACT UNKNOWN', code: 1404 } },
    });
    expect(await failure(call('extendContract', { contract: 'C-closed' }))).toMatchObject({
      code: 'refused',
      details: { legacy: { message: 'CONTRACT CLOSED', code: 1500 } },
    });
    expect(await failure(call('endContract', {}))).toMatchObject({
      code: 'refused',
      details: { legacy: { code: -32601 } },
    });
  });
});

describe('recorded traffic', () => {
  it('answers without the system and without its secrets', async () => {
    const authentication = { kind: 'bearer', token: '${CRM_SECRET}' };
    const recording = await open({ authentication, traffic: { mode: 'record', file: 'crm.jsonl' } });
    const found = await recording.call('getCustomer', { id: 3 });
    const all = await recording.list('listByNextAll', {});
    const missing = await failure(recording.call('getCustomer', { id: 99 }));
    await recording.stop();
    expect(await readFile(path.join(folder, 'crm.jsonl'), 'utf8')).not.toContain('s3cret');

    const replaying = await open({
      url: '${NOT_SET}',
      authentication: { kind: 'bearer', token: '${NOT_SET}' },
      traffic: { mode: 'replay', file: 'crm.jsonl' },
    });
    const asked = crm.asked.length;
    expect(await replaying.call('getCustomer', { id: 3 })).toEqual(found);
    expect(await replaying.list('listByNextAll', {})).toEqual(all);
    const { code, message } = missing;
    expect(await failure(replaying.call('getCustomer', { id: 99 }))).toMatchObject({ code, message });
    expect(crm.asked).toHaveLength(asked);
  });
});
