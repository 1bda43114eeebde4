import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { EventLog } from '@caruso/storage-manager/contract';
import { ScriptEngine } from '@caruso/script-engine/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommServer } from '../contract/index.js';
import { agentAna, contactIn, openFrontOffice, system } from '../testing/front-office/front-office.fixture.js';
import type { FrontOffice } from '../testing/front-office/front-office.fixture.js';
import { openTelephones } from '../testing/front-office/telephones.fixture.js';

const as = { principal: system };
let dataDir: string;
let office: FrontOffice | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'caruso-recovery-'));
});
afterEach(async () => {
  await office?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const open = async (): Promise<FrontOffice> => (office = await openFrontOffice({ dataDir }));

describe('a restart', () => {
  it('finds the contacts of a killed process broken, with all that was known of them', async () => {
    const before = await open();
    const objects = before.manager.use(BusinessObjects);
    const values = { medium: 'voice', remote: '912345678', customer: '100042', queue: 'moving', dialogs: [] };
    // What a killed process leaves behind: a row in the middle of its life and an open dialog.
    await objects.create({ class: 'Contact', values: { ...values, id: 'killed', state: 'in-dialog' } }, as);
    await objects.create({ class: 'Contact', values: { ...values, id: 'mail', state: 'waiting', medium: 'mail' } }, as);
    const engine = before.manager.use(ScriptEngine);
    const dialog = await engine.start({ script: 'welcome', language: 'en', channel: 'voice', contact: 'killed' }, as);
    await before.stop();

    const { manager } = await open();
    const kept = await manager.use(BusinessObjects).get({ class: 'Contact', key: 'killed' }, as);
    expect(kept.values).toMatchObject({ state: 'broken', customer: '100042', queue: 'moving' });
    const [broken] = await manager.use(EventLog).read({ contact: 'killed', types: ['contact.broken'] });
    expect(broken).toMatchObject({ customer: '100042', data: { reason: 'restart' } });
    expect(await manager.use(ScriptEngine).view({ dialog: dialog.id }, as)).toMatchObject({ status: 'abandoned' });
    const mail = await manager.use(BusinessObjects).get({ class: 'Contact', key: 'mail' }, as);
    expect(mail.values).toMatchObject({ state: 'waiting' });
    expect(await manager.use(CommServer).active({}, as)).toEqual([]);
  }, 30_000);

  it('lets an agent complete what she was wrapping up', async () => {
    const before = await open();
    const values = {
      medium: 'voice',
      remote: '912345678',
      agent: 'ana',
      customer: '100042',
      queue: 'moving',
      dialogs: [],
    };
    const ended = {
      startedAt: '2026-01-05T09:00:00Z',
      answeredAt: '2026-01-05T09:00:20Z',
      endedAt: '2026-01-05T09:03:00Z',
      waitSeconds: 10,
      talkSeconds: 160,
    };
    await before.manager
      .use(BusinessObjects)
      .create({ class: 'Contact', values: { ...values, ...ended, id: 'wrapping', state: 'wrap-up' } }, as);
    await before.stop();

    const { manager } = await open();
    const comm = manager.use(CommServer);
    const hers = { principal: agentAna };
    expect(await comm.active({}, hers)).toMatchObject([
      { id: 'wrapping', state: 'wrap-up', customerName: expect.any(String) },
    ]);
    await comm.complete({ contact: 'wrapping', disposition: 'solved', note: 'done' }, hers);
    const kept = await manager.use(BusinessObjects).get({ class: 'Contact', key: 'wrapping' }, as);
    expect(kept.values).toMatchObject({ state: 'closed', disposition: 'solved', talkSeconds: 160, waitSeconds: 10 });
  }, 30_000);
});

describe('a stop', () => {
  it('hangs up the calls and keeps why', async () => {
    const before = await open();
    const telephones = await openTelephones();
    const caller = await telephones.dial(before.sipPort, '199');
    const contact = await contactIn(before, 'waiting');
    await before.stop();
    expect(await caller.over).toBe('bye remote');
    await telephones.close();

    const { manager } = await open();
    const [broken] = await manager.use(EventLog).read({ contact: contact.id, types: ['contact.broken'] });
    expect(broken?.data).toMatchObject({ reason: 'shutdown' });
  }, 30_000);
});
