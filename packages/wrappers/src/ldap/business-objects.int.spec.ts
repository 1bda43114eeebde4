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
import ldap from './component.js';
import { hasSlapd, startSlapd } from './fixtures/slapd-server.js';
import type { SlapdServer } from './fixtures/slapd-server.js';
import { smallDirectory } from './fixtures/small-directory.js';

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const colleague = `
class: Colleague
label: { en: Colleague, pt: Colega }
labels: { en: Colleagues, pt: Colegas }
store: directory
table: person
audited: true
key: [uid]
title: '{name}'
search: [name, mail]
attributes:
  uid: { type: text, required: true, label: { en: Account, pt: Conta } }
  name: { type: text, required: true, label: { en: Name, pt: Nome } }
  surname: { type: text, required: true, label: { en: Surname, pt: Apelido } }
  mail: { type: email, label: { en: Mail, pt: Correio } }
  title: { type: text, label: { en: Title, pt: Cargo } }
  site: { column: number, type: integer, label: { en: Site, pt: Local } }
relations:
  workplace: { class: Site, to: one, on: { site: number }, label: { en: Workplace, pt: Local } }
rights:
  - { roles: [agent], actions: [read] }
  - { roles: [administrator], actions: [read, create, update, delete] }
`;
const site = `
class: Site
label: { en: Site, pt: Local }
labels: { en: Sites, pt: Locais }
store: own
key: [number]
title: '{name}'
attributes:
  number: { type: integer, required: true, label: { en: Number, pt: Número } }
  name: { type: text, required: true, label: { en: Name, pt: Nome } }
relations:
  colleagues: { class: Colleague, to: many, on: { number: site }, label: { en: Colleagues, pt: Colegas } }
rights:
  - { roles: [agent, administrator], actions: [read, create] }
`;

describe.skipIf(!hasSlapd && process.env['CI'] !== 'true')('people of a directory as business objects', () => {
  let server: SlapdServer;
  let folder: string;
  let manager: ServiceManager;
  const as = (role: string) => ({ principal: { kind: 'user' as const, id: role, name: role, roles: [role] } });
  const [agent, administrator] = [as('agent'), as('administrator')];
  const objects = () => manager.use(BusinessObjects);
  const get = (key: string) => objects().get({ class: 'Colleague', key }, agent);

  beforeAll(async () => {
    server = await startSlapd(smallDirectory(3));
    process.env['CARUSO_TEST_LDAP'] = server.rootPassword;
    folder = await mkdtemp(join(tmpdir(), 'caruso-ldap-objects-'));
    manager = createServiceManager({ appDir: folder, dataDir: folder, log: silent });
    const person = {
      base: 'ou=People,dc=example,dc=com',
      key: 'uid',
      columns: {
        uid: 'uid',
        name: 'cn',
        surname: 'sn',
        mail: 'mail',
        title: 'title',
        number: { attribute: 'employeeNumber', type: 'integer' },
      },
      writable: ['update', 'delete'],
      create: { parent: 'ou=People,dc=example,dc=com', objectClass: ['inetOrgPerson'], rdn: 'uid' },
    };
    const account = {
      url: server.url,
      bindDn: server.rootDn,
      password: '${CARUSO_TEST_LDAP}',
      baseDn: 'dc=example,dc=com',
    };
    await manager.add([
      { component: storage, settings: { stores: { directory: { wrapper: 'staff' } } } },
      { component: expressions },
      {
        component: businessObjects,
        settings: {
          models: [
            { file: 'colleague.yaml', text: colleague },
            { file: 'site.yaml', text: site },
          ],
          stores: ['own', 'directory'],
        },
      },
      { component: ldap, name: 'staff', settings: { ...account, kinds: { person }, timeoutMs: 2000 } },
    ]);
  });
  afterAll(async () => {
    delete process.env['CARUSO_TEST_LDAP'];
    await manager.stop({ drainMs: 0 });
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('are found beside objects of a database, and related to them', async () => {
    await objects().create({ class: 'Site', values: { number: 7, name: 'Braga' } }, administrator);
    const related = async (name: string, key: string, relation: string) =>
      (await objects().related({ class: name, key, relation }, agent)).map(({ title }) => title);
    expect(await related('Colleague', 'ana', 'workplace')).toEqual(['Braga']);
    expect(await related('Site', '7', 'colleagues')).toEqual(['Ana Maria Costa']);
    const found = await objects().query(
      { class: 'Colleague', search: 'lumina', orderBy: [{ attribute: 'uid', direction: 'desc' }], limit: 2 },
      agent,
    );
    expect(found).toMatchObject({ total: 5, objects: [{ ref: { key: 'u0002' } }, { ref: { key: 'u0001' } }] });
  });

  it('are made, changed with history, and removed', async () => {
    const values = { uid: 'carla', name: 'Carla Reis', surname: 'Reis', mail: 'carla@lumina.example' };
    expect(await objects().create({ class: 'Colleague', values }, administrator)).toMatchObject({
      title: 'Carla Reis',
    });
    await expect(objects().create({ class: 'Colleague', values }, administrator)).rejects.toMatchObject({
      code: 'conflict',
    });
    const ref = { class: 'Colleague', key: 'carla' };
    await objects().update({ ...ref, values: { title: 'Agent', site: 7 } }, administrator);
    expect((await get('carla')).values).toMatchObject({ title: 'Agent', site: 7 });
    const [last] = await objects().history(ref, administrator);
    expect(last).toMatchObject({
      action: 'update',
      by: 'administrator',
      changes: expect.arrayContaining([{ attribute: 'title', old: null, new: 'Agent' }]),
    });
    await expect(objects().update({ ...ref, values: { title: 'x' } }, agent)).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await objects().remove(ref, administrator)).toEqual({ removed: true });
    await expect(get('carla')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are not overwritten: an old value that is no longer true is our conflict', async () => {
    const update = (title: string, expected: string) =>
      objects().update(
        { class: 'Colleague', key: 'ana', values: { title }, expected: { title: expected } },
        administrator,
      );
    await update('Director', 'Team leader');
    await expect(update('Clerk', 'Team leader')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Somebody else has changed Colleague ana'),
    });
    const both = await Promise.allSettled([update('One', 'Director'), update('Other', 'Director')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('say in the directory’s words what it does not take', async () => {
    // mail is of IA5String: no accents (RFC 4524 2.16).
    const accented = objects().update(
      { class: 'Colleague', key: 'bruno', values: { mail: 'andré@lumina.example' } },
      administrator,
    );
    await expect(accented).rejects.toMatchObject({ code: 'invalid', details: { legacy: { code: 21 } } });
  });

  it('are unavailable while the directory is away, and the database is not', async () => {
    await server.pause();
    await expect(get('ana')).rejects.toMatchObject({ code: 'unavailable', details: { store: 'directory' } });
    expect((await objects().get({ class: 'Site', key: '7' }, agent)).title).toBe('Braga');
    await server.resume();
    await expect
      .poll(
        () =>
          get('ana').then(
            ({ title }) => title,
            () => '',
          ),
        { timeout: 30_000 },
      )
      .toBe('Ana Maria Costa');
  });
});
