import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import businessObjects from '@caruso/business-objects/component';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { createServiceManager } from '@caruso/core-service-manager';
import type { Logger, ServiceManager } from '@caruso/core-service-manager/contract';
import expressions from '@caruso/expressions/component';
import storage from '@caruso/storage-manager/component';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import sql from './component.js';
import { billing } from './fixtures/billing-database.js';
import { hasMariadb, startMariadb } from './fixtures/mariadb-server.js';
import type { SqlServer } from './fixtures/sql-server.js';

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const model = `
class: Customer
label: { en: Customer, pt: Cliente }
labels: { en: Customers, pt: Clientes }
store: erp
table: customer
audited: true
key: [number]
title: '{name}'
search: [name]
attributes:
  number: { column: nr, type: integer, required: true, label: { en: Number, pt: Número } }
  name: { type: text, required: true, label: { en: Name, pt: Nome } }
  balance: { type: decimal, precision: 12, scale: 2, label: { en: Balance, pt: Saldo } }
  active: { type: boolean, label: { en: Active, pt: Ativo } }
  born: { type: date, label: { en: Born, pt: Nascimento } }
  revision: { column: rev, type: integer, label: { en: Revision, pt: Revisão } }
rights:
  - { roles: [clerk], actions: [read, create, update, delete] }
`;

describe.skipIf(!hasMariadb && process.env['CI'] !== 'true')('tables of MariaDB as business objects', () => {
  const clerk = { principal: { kind: 'user' as const, id: 'clerk', name: 'Clerk', roles: ['clerk'] } };
  let server: SqlServer;
  let folder: string;
  let manager: ServiceManager;
  const objects = () => manager.use(BusinessObjects);

  beforeAll(async () => {
    server = await startMariadb();
    await server.execute(...billing.mariadb);
    process.env['CARUSO_TEST_MARIADB'] = server.password;
    folder = await mkdtemp(join(tmpdir(), 'caruso-sql-objects-'));
    manager = createServiceManager({ appDir: folder, dataDir: folder, log: silent });
    const records = { customer: { key: ['nr'], writable: ['insert', 'update', 'delete'] } };
    const account = { url: server.url, user: server.user, password: '${CARUSO_TEST_MARIADB}' };
    await manager.add([
      { component: sql, name: 'erp', settings: { ...account, records } },
      { component: storage, settings: { stores: { erp: { wrapper: 'erp' } } } },
      { component: expressions },
      {
        component: businessObjects,
        settings: { models: [{ file: 'customer.yaml', text: model }], stores: ['own', 'erp'] },
      },
    ]);
  });
  afterAll(async () => {
    delete process.env['CARUSO_TEST_MARIADB'];
    await manager.stop({ drainMs: 0 });
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('are read, made, changed and removed', async () => {
    expect(await objects().query({ class: 'Customer', search: "o'hara" }, clerk)).toMatchObject({
      total: 1,
      objects: [{ ref: { key: '2' }, values: { balance: '-0.10', active: false, born: null } }],
    });
    const values = { number: 9, name: 'Nova', balance: '1.5', active: true, born: '2000-02-29', revision: 1 };
    expect(await objects().create({ class: 'Customer', values }, clerk)).toMatchObject({ values: { balance: '1.50' } });
    const ref = { class: 'Customer', key: '9' };
    expect(await objects().update({ ...ref, values: { name: 'Novo', born: null } }, clerk)).toMatchObject({
      title: 'Novo',
    });
    expect((await objects().history(ref, clerk)).map(({ action }) => action)).toEqual(['update', 'create']);
    expect(await objects().remove(ref, clerk)).toEqual({ removed: true });
  });

  it('are not overwritten when an old value is no longer true', async () => {
    const update = (name: string) =>
      objects().update(
        { class: 'Customer', key: '1', values: { name, revision: 2 }, expected: { revision: 1 } },
        clerk,
      );
    const both = await Promise.allSettled([update('One'), update('Other')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(update('Third')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Somebody else has changed Customer 1'),
    });
  });
});
