import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import rest from '../component.js';
import { legacyCrm } from '../fixtures/legacy-crm.js';
import type { LegacyCrm } from '../fixtures/legacy-crm.js';
import { failure, runComponent } from '../fixtures/run-component.js';
import type { RunningWrapper } from '../fixtures/run-component.js';

const document = `openapi: 3.1.0
info: { title: CRM, version: '7' }
servers: [{ url: 'https://crm.example' }]
paths:
  /customers:
    get:
      operationId: list-customers
      parameters: [{ name: status, in: query, schema: { type: [string, 'null'], enum: [active, closed] } }]
      responses: { 200: { description: ok, content: { application/json: { schema: { type: object, properties: { data: { type: array, items: { $ref: 'schemas/customer.yaml' } }, meta: { type: object } } } } } } }
    post:
      operationId: create-customer
      requestBody: { required: true, content: { application/json: { schema: { $ref: 'schemas/customer.yaml' } } } }
      responses: { 201: { description: made, content: { application/json: { schema: { $ref: 'schemas/customer.yaml' } } } } }
  /customers/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      operationId: get-customer
      responses: { 200: { description: ok, content: { application/json: { schema: { $ref: 'schemas/customer.yaml' } } } } }
    put:
      operationId: change-customer
      requestBody: { required: true, content: { application/json: { schema: { $ref: 'schemas/customer.yaml' } } } }
      responses: { 200: { description: ok, content: { application/json: { schema: { $ref: 'schemas/customer.yaml' } } } } }
    delete:
      operationId: delete-customer
      responses: { 204: { description: gone } }
  /moods/odd:
    get:
      responses: { 200: { description: ok, content: { application/json: { schema: { type: object, required: [ok], properties: { ok: { type: boolean } } } } } } }
  /pictures/{id}:
    put:
      operationId: put-picture
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      requestBody: { required: true, content: { image/png: {} } }
      responses: { 204: { description: ok } }
`;
const customer = `type: object
required: [id, name]
properties:
  id: { type: integer, readOnly: true }
  name: { type: string, minLength: 1 }
  status: { type: string }
  credit: { type: number }
  address: { type: object, properties: { city: { type: [string, 'null'] } } }
`;

let crm: LegacyCrm;
let folder: string;
let wrapper: RunningWrapper | undefined;

beforeEach(async () => {
  crm = await legacyCrm();
  folder = await mkdtemp(path.join(tmpdir(), 'openapi-'));
  await mkdir(path.join(folder, 'crm/schemas'), { recursive: true });
  await writeFile(path.join(folder, 'crm/api.yaml'), document);
  await writeFile(path.join(folder, 'crm/schemas/customer.yaml'), customer);
});
afterEach(async () => {
  await wrapper?.stop();
  wrapper = undefined;
  await crm.close();
  await rm(folder, { recursive: true });
});

async function open(more: object = {}): Promise<RunningWrapper> {
  const settings = {
    contract: { id: 'crm' },
    openapi: 'crm/api.yaml',
    url: crm.url,
    paging: { kind: 'link-header' },
    ...more,
  };
  wrapper = await runComponent(rest, settings, folder);
  return wrapper;
}

describe('a live REST system behind an OpenAPI document', () => {
  it('is called by operationId, over several files', async () => {
    const { call, list } = await open();
    expect(await call('getCustomer', { id: 2 })).toEqual({
      id: 2,
      name: 'Customer 2',
      status: 'active',
      credit: 2.1,
      address: { city: 'Porto' },
    });
    expect(await call('createCustomer', { body: { name: 'New', credit: 1.5 } })).toMatchObject({ id: 8, name: 'New' });
    expect(await list('listCustomersAll', { status: 'closed' })).toHaveLength(2);
    expect(await call('deleteCustomer', { id: 8 })).toBeNull();
  });

  it('names a wrong field of a body', async () => {
    const { call } = await open();
    expect(await failure(call('createCustomer', { body: { name: '' } }))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('body.name'),
    });
    expect(await failure(call('createCustomer', {}))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('body'),
    });
  });

  it('names an operation that cannot be offered, and why', async () => {
    const { provisions, warnings } = await open();
    expect(Object.keys(provisions[0]?.contract.members ?? {})).not.toContain('putPicture');
    expect(warnings).toEqual([
      { system: 'crm', notes: ['putPicture is not offered: a body of image/png cannot be sent'] },
    ]);
    expect(await failure(open({ only: ['put-picture'] }))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('image/png'),
    });
  });

  it('is held to its document, unless the settings let its answers through', async () => {
    const strict = await open();
    expect(await failure(strict.call('getMoodsOdd', {}))).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('ok: '),
    });
    await strict.stop();
    const lenient = await open({ checkAnswers: false, paging: undefined });
    expect(await lenient.call('getMoodsOdd', {})).toEqual({ ok: 'perhaps' });
  });

  it('has business objects too, with their ETags', async () => {
    const extras = { 'get-customer': { etag: 'etag' }, 'change-customer': { etag: 'etag', ifMatch: 'ifMatch' } };
    const records = {
      customers: {
        columns: {
          id: 'integer',
          name: 'text',
          credit: 'decimal',
          city: { type: 'text', nullable: true, field: 'address.city' },
          etag: { type: 'text', nullable: true },
        },
        key: ['id'],
        list: 'listCustomers',
        get: 'getCustomer',
        insert: 'createCustomer',
        update: 'changeCustomer',
        version: 'etag',
      },
    };
    const { call } = await open({ extras, records });
    const store = { contract: 'record-store.crm' };
    const kind = 'customers';
    expect(await call('insert', { kind, row: { name: 'New', credit: '1.50', city: 'Braga' } }, store)).toMatchObject({
      id: 8,
      credit: '1.5',
      city: 'Braga',
    });
    const [before] = (await call('select', { kind, where: { column: 'id', op: '=', value: 2 } }, store)) as readonly {
      etag: string;
    }[];
    const change = { kind, key: { id: 2 }, set: { name: 'Renamed' }, expected: { etag: before?.etag } };
    expect(await call('update', change, store)).toMatchObject({ id: 2, name: 'Renamed', city: 'Porto' });
    expect(await failure(call('update', change, store))).toMatchObject({
      code: 'conflict',
      details: { legacy: { code: 412 } },
    });
  });
});

describe('an OpenAPI document that cannot be used', () => {
  it.each([
    ['swagger: "2.0"\ninfo: {title: x, version: "1"}\npaths: {}', '3.0 or 3.1'],
    ['openapi: 3.0.0\npaths: [', 'api.yaml'],
    ['openapi: 3.0.0\ninfo: {title: x, version: "1"}\npaths: {/a: {$ref: "http://localhost:1/x.yaml"}}', 'localhost'],
    ['openapi: 3.0.0\ninfo: {title: x, version: "1"}\npaths: {/a: {$ref: "../secrets.env"}}', 'outside'],
  ])('is refused: %s', async (text, words) => {
    await writeFile(path.join(folder, 'crm/api.yaml'), text);
    await writeFile(path.join(folder, 'secrets.env'), 'A=b', { mode: 0o600 });
    expect(await failure(open())).toMatchObject({ code: 'invalid', message: expect.stringContaining(words) });
  });
});
