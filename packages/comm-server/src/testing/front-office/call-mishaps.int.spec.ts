import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { EventLog } from '@caruso/storage-manager/contract';
import { WorkManager } from '@caruso/work-manager/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CommServer } from '../../contract/index.js';
import { makeOffer } from '../../media/index.js';
import { agentAna, contactIn, historyOf, openFrontOffice, supervisor, system } from './front-office.fixture.js';
import type { FrontOffice } from './front-office.fixture.js';
import { openTelephones } from './telephones.fixture.js';
import type { AgentTelephone, PhoneCall, Telephones } from './telephones.fixture.js';

let office: FrontOffice;
let telephones: Telephones;
let phone: AgentTelephone;
const as = { principal: system };

beforeAll(async () => {
  office = await openFrontOffice({
    settings: {
      sip: {
        host: '127.0.0.1',
        port: 0,
        maxCalls: 3,
        numbers: { '101': { script: 'welcome', language: 'en' }, '199': { script: 'nowhere', language: 'en' } },
      },
    },
  });
  telephones = await openTelephones();
  phone = await telephones.register(office.sipPort, '201', 'demo-201');
}, 30_000);
afterAll(async () => {
  await telephones?.close();
  await office?.stop();
});
afterEach(async () => {
  const work = office.manager.use(WorkManager);
  const comm = office.manager.use(CommServer);
  await work.setState({ agent: 'ana', state: 'offline' }, as);
  await work.setState({ agent: 'ben', state: 'offline' }, as);
  for (const { id, state } of await comm.active({}, as)) {
    if (state === 'wrap-up') await comm.complete({ contact: id, disposition: 'solved' }, as);
  }
});

async function gone(contact: string): Promise<void> {
  while ((await office.manager.use(CommServer).active({}, as)).some(({ id }) => id === contact)) await sleep(20);
  // Its last write comes behind.
  await expect.poll(async () => (await kept(contact))['state']).toMatch(/closed|abandoned|broken/);
}

async function kept(contact: string): Promise<Readonly<Record<string, unknown>>> {
  return (await office.manager.use(BusinessObjects).get({ class: 'Contact', key: contact }, as)).values;
}

/** A caller who waits in the queue `general`: its script is unknown. */
async function waitingCaller(): Promise<{ caller: PhoneCall; contact: string }> {
  const caller = await telephones.dial(office.sipPort, '199');
  const { id } = await contactIn(office, 'waiting');
  return { caller, contact: id };
}

const ready = (agent: string) => office.manager.use(WorkManager).setState({ agent, state: 'ready' }, as);
const stateOf = async (agent: string) => await office.manager.use(WorkManager).agent({ agent }, as);

describe('a caller', () => {
  it('is refused at a number that is not ours', async () => {
    await expect(telephones.dial(office.sipPort, '555')).rejects.toThrow('404');
  });

  it('is refused without a codec in common, or with what is no session description', async () => {
    const offer = makeOffer({ host: '127.0.0.1', port: 4000, sessionId: 1, sessionVersion: 1 });
    const g729 = offer
      .replace(/m=audio 4000 RTP\/AVP .*/, 'm=audio 4000 RTP/AVP 18')
      .replaceAll(/a=(rtpmap|fmtp).*\r\n/g, '');
    await expect(telephones.dial(office.sipPort, '101', { sdp: g729 })).rejects.toThrow('488');
    await expect(telephones.dial(office.sipPort, '101', { sdp: 'nonsense' })).rejects.toThrow('400');
  });

  it('is refused when all lines are busy', async () => {
    const callers = [
      await telephones.dial(office.sipPort, '199'),
      await telephones.dial(office.sipPort, '199'),
      await telephones.dial(office.sipPort, '199'),
    ];
    await expect(telephones.dial(office.sipPort, '199')).rejects.toThrow('503');
    const contacts = await office.manager.use(CommServer).active({}, as);
    for (const { call } of callers) call.bye();
    for (const { id } of contacts) await gone(id);
  });

  it('whose script is unknown goes to the fallback queue and hears music', async () => {
    const { caller, contact } = await waitingCaller();
    expect(await kept(contact)).toMatchObject({ queue: 'general', state: 'waiting' });
    const before = (await caller.session.statistics()).received;
    await expect
      .poll(async () => (await caller.session.statistics()).received, { timeout: 3000 })
      .toBeGreaterThan(before + 20);
    caller.call.bye();
    await gone(contact);
  });

  it('who hangs up while she waits has abandoned', async () => {
    const { caller, contact } = await waitingCaller();
    caller.call.bye();
    await gone(contact);
    expect(await historyOf(office, contact)).toEqual(['contact.received', 'contact.queued', 'contact.abandoned']);
    expect((await office.manager.use(WorkManager).snapshot({}, as)).items).toEqual([]);
  });

  it('who hangs up in the dialog has abandoned, and the dialog with her', async () => {
    const caller = await telephones.dial(office.sipPort, '101');
    const { id } = await contactIn(office, 'in-dialog');
    caller.call.bye();
    await gone(id);
    expect(await historyOf(office, id)).toEqual(['contact.received', 'contact.abandoned']);
    await expect
      .poll(async () =>
        (await office.manager.use(EventLog).read({ contact: id, types: ['dialog.'] })).map(({ type }) => type),
      )
      .toContain('dialog.abandoned');
  });

  it('who hangs up while the phone rings takes the ringing away; the agent stays ready', async () => {
    const { caller, contact } = await waitingCaller();
    await ready('ana');
    const ringing = await phone.nextCall();
    const cancelled = new Promise<string>((resolve) => ringing.onEnded(resolve));
    caller.call.bye();
    expect(await cancelled).toBe('cancelled');
    await gone(contact);
    expect(await historyOf(office, contact)).toEqual([
      'contact.received',
      'contact.queued',
      'contact.ringing',
      'contact.abandoned',
    ]);
    expect(await stateOf('ana')).toMatchObject({ state: 'ready' });
  });
});

describe('an agent', () => {
  it('whose phone is not registered is paused, and the next one is called', async () => {
    const { caller, contact } = await waitingCaller();
    await ready('ben');
    await expect.poll(() => stateOf('ben')).toMatchObject({ state: 'paused', reason: 'phone-not-registered' });
    await ready('ana');
    const agent = await phone.pickUp(await phone.nextCall());
    await contactIn(office, 'connected');
    caller.call.bye();
    await agent.over;
    expect(await historyOf(office, contact)).toContain('contact.not-answered');
  });

  it('whose phone is busy is paused, and the caller keeps her place', async () => {
    const { caller, contact } = await waitingCaller();
    await ready('ana');
    (await phone.nextCall()).reject(486);
    await expect.poll(() => stateOf('ana')).toMatchObject({ state: 'paused', reason: 'busy' });
    expect(await contactIn(office, 'waiting')).toMatchObject({ id: contact });
    caller.call.bye();
    await gone(contact);
  });

  it('who does not answer is paused when the ringing time is over', async () => {
    const { caller, contact } = await waitingCaller();
    await ready('ana');
    const ringing = await phone.nextCall();
    const cancelled = new Promise<string>((resolve) => ringing.onEnded(resolve));
    expect(await cancelled).toBe('cancelled');
    await expect.poll(() => stateOf('ana')).toMatchObject({ state: 'paused', reason: 'not-answered' });
    caller.call.bye();
    await gone(contact);
  }, 15_000);

  it('ends the call at her phone, and wraps up', async () => {
    const { caller, contact } = await waitingCaller();
    await ready('ana');
    const agent = await phone.pickUp(await phone.nextCall());
    await contactIn(office, 'connected');
    agent.call.bye();
    expect(await caller.over).toBe('bye remote');
    expect(await contactIn(office, 'wrap-up')).toMatchObject({ id: contact });
    const [ended] = await office.manager.use(EventLog).read({ contact, types: ['contact.ended'] });
    expect(ended?.data).toMatchObject({ by: 'agent' });
  });

  it('ends the call in the browser, but not one that is not hers', async () => {
    const comm = office.manager.use(CommServer);
    const { caller, contact } = await waitingCaller();
    await ready('ana');
    const agent = await phone.pickUp(await phone.nextCall());
    await contactIn(office, 'connected');
    const ben = { kind: 'user' as const, id: 'ben', name: 'Ben', roles: ['agent'] };
    await expect(comm.hangUp({ contact }, { principal: ben })).rejects.toMatchObject({ code: 'not-found' });
    await expect(comm.complete({ contact, disposition: 'solved' }, { principal: agentAna })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await comm.hangUp({ contact }, { principal: agentAna })).toMatchObject({ state: 'wrap-up' });
    expect(await Promise.all([caller.over, agent.over])).toEqual(['bye remote', 'bye remote']);
    await expect(comm.complete({ contact, disposition: 'nonsense' }, { principal: agentAna })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('names the customer herself', async () => {
    const comm = office.manager.use(CommServer);
    const { caller, contact } = await waitingCaller();
    await ready('ana');
    await phone.pickUp(await phone.nextCall());
    await contactIn(office, 'connected');
    const customer = { class: 'Customer', key: '100042' };
    const identified = await comm.identify({ contact, customer }, { principal: agentAna });
    expect(identified).toMatchObject({ customer, customerName: expect.stringMatching(/\w/) });
    await expect(
      comm.identify({ contact, customer: { class: 'Customer', key: '1' } }, { principal: agentAna }),
    ).rejects.toMatchObject({ code: 'not-found' });
    caller.call.bye();
    await contactIn(office, 'wrap-up');
    expect(await kept(contact)).toMatchObject({ customer: '100042' });
  });
});

// Its process id is found through /proc.
describe.skipIf(!existsSync('/proc/self'))('the media process', () => {
  it('dies: its calls are broken off with a reason, and new calls work after its restart', async () => {
    const { caller, contact } = await waitingCaller();
    const children = await childrenOf(process.pid, telephones.mediaPid());
    for (const child of children) process.kill(child, 'SIGKILL');
    expect(await caller.over).toBe('bye remote');
    await gone(contact);
    expect(await historyOf(office, contact)).toEqual(['contact.received', 'contact.queued', 'contact.broken']);
    await expect
      .poll(async () => (await office.manager.health()).get('comm-server'), { timeout: 5000 })
      .toEqual({ status: 'up' });
    const next = await waitingCaller();
    next.caller.call.bye();
    await gone(next.contact);
  }, 15_000);
});

describe('who may see contacts', () => {
  it('is a supervisor all, an agent her own, a customer none', async () => {
    const comm = office.manager.use(CommServer);
    const { caller, contact } = await waitingCaller();
    const customer = {
      kind: 'customer' as const,
      id: 'maria',
      name: 'Maria',
      roles: ['customer'],
      customer: { class: 'Customer', key: '100042' },
    };
    expect(await comm.active({}, { principal: supervisor })).toMatchObject([{ id: contact }]);
    expect(await comm.active({}, { principal: agentAna })).toEqual([]);
    expect(await comm.active({}, { principal: customer })).toEqual([]);
    await expect(comm.active({})).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(comm.setSimulation({ on: true }, { principal: agentAna })).rejects.toMatchObject({
      code: 'forbidden',
    });
    caller.call.bye();
    await gone(contact);
  });
});

async function childrenOf(parent: number, except: number | undefined): Promise<readonly number[]> {
  const text = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8');
  return text.split(' ').flatMap((child) => (child.trim() === '' || Number(child) === except ? [] : [Number(child)]));
}
