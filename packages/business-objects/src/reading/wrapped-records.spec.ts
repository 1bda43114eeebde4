import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceManager } from '@caruso/core-service-manager';
import type { Logger, ServiceManager } from '@caruso/core-service-manager/contract';
import expressions from '@caruso/expressions/component';
import storage from '@caruso/storage-manager/component';
import { EventLog, Storage } from '@caruso/storage-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { staff, system } from '../../tests/front-office.js';
import { memberDirectory } from '../../tests/member-directory.js';
import type { MemberDirectory } from '../../tests/member-directory.js';
import businessObjects from '../component.js';
import { BusinessObjects } from '../contract/index.js';

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const label = (text: string): string => `label: { en: ${text}, pt: ${text} }`;

const member = `
class: Member
${label('Member')}
labels: { en: Members, pt: Membros }
store: members
table: person
versioned: VERSIONED
audited: true
key: [uid]
title: '{name}'
search: [name, mail]
attributes:
  uid: { type: text, required: true, ${label('Account')} }
  name: { column: cn, type: text, required: true, ${label('Name')} }
  mail: { type: email, ${label('Mail')} }
  customer: { type: reference, class: Client, ${label('Client')} }
relations:
  client: { class: Client, to: one, on: { customer: number }, ${label('Client')} }
rights:
  - { roles: [agent], actions: [read, update] }
  - { roles: [clerk], actions: [read, create, update, delete] }
  - { roles: [customer], actions: [read, update], rows: customer = caller.customer }
`;
const client = `
class: Client
${label('Client')}
labels: { en: Clients, pt: Clientes }
store: own
key: [number]
title: '{name}'
attributes:
  number: { type: integer, required: true, ${label('Number')} }
  name: { type: text, required: true, ${label('Name')} }
relations:
  members: { class: Member, to: many, on: { number: customer }, ${label('Members')} }
rights:
  - { roles: [agent, clerk], actions: [read, create] }
  - { roles: [customer], actions: [read], rows: number = caller.customer }
`;
const files = (versioned: boolean) => [
  { file: 'member.yaml', text: member.replace('VERSIONED', String(versioned)) },
  { file: 'client.yaml', text: client },
];

const clerk = { principal: staff('carla', 'clerk') };
const agent = { principal: staff('ana', 'agent') };
let dataDir: string;
let manager: ServiceManager;
let directory: MemberDirectory;

async function start(versioned = false, settings: object = {}): Promise<void> {
  manager = createServiceManager({ appDir: dataDir, dataDir, log: silent });
  await manager.add([
    { component: directory.component },
    { component: storage, settings: { stores: { members: { wrapper: 'directory', ...settings } } } },
    { component: expressions },
    { component: businessObjects, settings: { models: files(versioned), stores: ['own', 'members'] } },
  ]);
}
const objects = () => manager.use(BusinessObjects);
const update = (values: Record<string, string | null>, more: object = {}, as: object = clerk) =>
  objects().update({ class: 'Member', key: 'bjensen', values, ...more }, as);

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'caruso-wrapped-'));
  directory = memberDirectory('directory');
  directory.records.set('bjensen', {
    uid: 'bjensen',
    cn: 'Barbara Jensen',
    mail: 'babs@x.example',
    customer: 7,
    version: 3,
  });
  directory.records.set('jdoe', { uid: 'jdoe', cn: 'Jane Doe', mail: null, customer: null, version: 1 });
});
afterEach(async () => {
  await manager.stop({ drainMs: 0 });
  await rm(dataDir, { recursive: true, force: true });
});

describe('objects of a wrapped system', () => {
  it('are read, filtered, sorted and searched like others', async () => {
    await start();
    expect(await objects().get({ class: 'Member', key: 'bjensen' }, agent)).toMatchObject({
      title: 'Barbara Jensen',
      values: { customer: '7' },
    });
    const names = async (query: object) =>
      (await objects().query({ class: 'Member', ...query }, agent)).objects.map(({ title }) => title);
    expect(await names({ orderBy: [{ attribute: 'name', direction: 'desc' }] })).toEqual([
      'Jane Doe',
      'Barbara Jensen',
    ]);
    expect(await names({ where: [{ attribute: 'customer', value: '7' }] })).toEqual(['Barbara Jensen']);
    expect(await names({ where: [{ attribute: 'customer', value: 'seven' }] })).toEqual([]);
    expect(await names({ where: [{ attribute: 'mail', op: 'is-null' }] })).toEqual(['Jane Doe']);
    expect(await names({ search: 'jensen BABS' })).toEqual(['Barbara Jensen']);
    expect(await objects().query({ class: 'Member', limit: 1 }, agent)).toMatchObject({ total: 2 });
  });

  it('are related to objects of a database, both ways', async () => {
    await start();
    await objects().create({ class: 'Client', values: { number: 7, name: 'Lumina' } }, clerk);
    const titles = async (ref: object, relation: string) =>
      (await objects().related({ ...(ref as { class: string; key: string }), relation }, agent)).map(
        ({ title }) => title,
      );
    expect(await titles({ class: 'Member', key: 'bjensen' }, 'client')).toEqual(['Lumina']);
    expect(await titles({ class: 'Client', key: '7' }, 'members')).toEqual(['Barbara Jensen']);
  });

  it('are made, changed and removed, with audit entries and events', async () => {
    await start();
    const values = { uid: 'new', name: 'New One' };
    await objects().create({ class: 'Member', values }, clerk);
    expect(directory.records.get('new')).toEqual({ uid: 'new', cn: 'New One', version: 1 });
    await expect(objects().create({ class: 'Member', values }, clerk)).rejects.toMatchObject({ code: 'conflict' });
    await objects().update({ class: 'Member', key: 'new', values: { mail: 'new@x.example' } }, clerk);
    await objects().update({ class: 'Member', key: 'new', values: { mail: null } }, clerk);
    expect((await objects().history({ class: 'Member', key: 'new' }, clerk)).map(({ action }) => action)).toEqual([
      'update',
      'update',
      'create',
    ]);
    expect(await objects().remove({ class: 'Member', key: 'new' }, clerk)).toEqual({ removed: true });
    expect(directory.records.has('new')).toBe(false);
    const events = await manager.use(EventLog).read({ types: ['object.'] });
    expect(events.map(({ type }) => type)).toEqual([
      'object.created',
      'object.updated',
      'object.updated',
      'object.removed',
    ]);
  });

  it('keep the rights of their class', async () => {
    await start();
    const own = {
      principal: { ...staff('c7', 'customer'), kind: 'customer' as const, customer: { class: 'Client', key: '7' } },
    };
    expect((await objects().query({ class: 'Member' }, own)).total).toBe(1);
    await expect(objects().get({ class: 'Member', key: 'jdoe' }, own)).rejects.toMatchObject({ code: 'not-found' });
    await update({ mail: 'b@x.example' }, {}, own);
    directory.beforeWrite(() => directory.records.set('bjensen', { ...directory.records.get('bjensen'), customer: 8 }));
    await expect(update({ mail: 'c@x.example' }, {}, own)).rejects.toMatchObject({ code: 'not-found' });
    expect(directory.records.get('bjensen')).toMatchObject({ mail: 'b@x.example' });
    await expect(objects().remove({ class: 'Member', key: 'jdoe' }, agent)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('are not overwritten when an old value is no longer true', async () => {
    await start();
    directory.beforeWrite(() => directory.records.set('bjensen', { ...directory.records.get('bjensen'), cn: 'Barb' }));
    const stale = update({ name: 'Babs' }, { expected: { name: 'Barbara Jensen' } });
    await expect(stale).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Somebody else has changed Member bjensen'),
    });
    expect(directory.records.get('bjensen')).toMatchObject({ cn: 'Barb' });
  });

  it('are versioned where the system keeps a version', async () => {
    await start(true);
    const seen = await objects().get({ class: 'Member', key: 'bjensen' }, clerk);
    expect(seen.version).toBe(3);
    expect((await update({ mail: 'b@x.example' }, { version: 3 })).version).toBe(4);
    await expect(update({ mail: 'c@x.example' }, { version: 3 })).rejects.toMatchObject({ code: 'conflict' });
    directory.beforeWrite(() => directory.records.set('bjensen', { ...directory.records.get('bjensen'), version: 9 }));
    await expect(update({ mail: 'd@x.example' }, { version: 4 })).rejects.toMatchObject({ code: 'conflict' });
    directory.beforeWrite(() => directory.records.set('bjensen', { ...directory.records.get('bjensen'), version: 10 }));
    const removal = objects().remove({ class: 'Member', key: 'bjensen' }, clerk);
    await expect(removal).rejects.toMatchObject({ code: 'conflict' });
  });

  it('say what the system cannot look for', async () => {
    await start();
    const query = objects().query({ class: 'Member', where: [{ attribute: 'name', op: '<', value: 'C' }] }, agent);
    await expect(query).rejects.toMatchObject({ code: 'invalid', details: { class: 'Member', store: 'members' } });
  });

  it('are unavailable while their wrapper is away, and nothing else is', async () => {
    await start();
    const stores = async () => (await manager.use(Storage).stores({})).find(({ name }) => name === 'members');
    expect(await stores()).toEqual({ name: 'members', engine: 'wrapper', schema: 'frozen', state: 'up' });
    await manager.remove('directory');
    await expect(objects().get({ class: 'Member', key: 'jdoe' }, agent)).rejects.toMatchObject({
      code: 'unavailable',
      details: { class: 'Member', store: 'members' },
    });
    expect(await stores()).toMatchObject({ state: 'down', reason: expect.stringContaining('wrapper directory') });
    expect((await manager.health()).get('storage-manager')).toMatchObject({ status: 'degraded' });
    await objects().create({ class: 'Client', values: { number: 8, name: 'Other' } }, clerk);
    await manager.add([{ component: directory.component }]);
    expect((await objects().get({ class: 'Member', key: 'jdoe' }, agent)).title).toBe('Jane Doe');
    expect(await stores()).toMatchObject({ state: 'up' });
  });

  it('are known to the checks of the model', async () => {
    await start();
    const [first, second] = files(false);
    const wrong = [
      { file: 'member.yaml', text: first?.text.replace('column: cn', 'column: sn') ?? '' },
      ...(second ? [second] : []),
    ];
    const check = (given: typeof wrong, stores: string[]) =>
      objects().check({ files: given, stores, againstDatabase: true }, { principal: system });
    expect(await check(files(false), ['own', 'members'])).toEqual([]);
    expect(await check(wrong, ['own', 'members'])).toEqual([
      expect.objectContaining({ rule: 'objects/missing-column', message: 'person has no column sn' }),
    ]);
    expect(await check(files(false), ['own'])).toEqual([expect.objectContaining({ severity: 'error' })]);
  });
});
