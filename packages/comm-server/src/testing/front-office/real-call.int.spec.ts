import { setTimeout as sleep } from 'node:timers/promises';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { WorkManager } from '@caruso/work-manager/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CommServer } from '../../contract/index.js';
import { agentAna, contactIn, historyOf, openFrontOffice, supervisor, system } from './front-office.fixture.js';
import type { FrontOffice } from './front-office.fixture.js';
import { openTelephones } from './telephones.fixture.js';
import type { Telephones } from './telephones.fixture.js';

let office: FrontOffice;
let telephones: Telephones;
const as = { principal: system };

beforeAll(async () => {
  office = await openFrontOffice();
  telephones = await openTelephones();
}, 30_000);
afterAll(async () => {
  await telephones?.close();
  await office?.stop();
});
afterEach(async () => {
  await office.manager.use(WorkManager).setState({ agent: 'ana', state: 'offline' }, as);
});

describe('a call', () => {
  it('goes through the dialog, the queue, the agent’s phone and wrap-up into the customer’s history', async () => {
    const comm = office.manager.use(CommServer);
    const work = office.manager.use(WorkManager);
    const phone = await telephones.register(office.sipPort, '201', 'demo-201');
    expect(await comm.phones({}, { principal: agentAna })).toMatchObject([{ extension: '201', registered: true }]);

    const caller = await telephones.dial(office.sipPort, '101');
    expect(await contactIn(office, 'in-dialog')).toMatchObject({
      medium: 'voice',
      remote: '912345678',
      language: 'en',
    });
    await caller.session.sendDigits('100042');
    await sleep(200);
    await caller.session.sendDigits('1');
    const waiting = await contactIn(office, 'waiting');
    expect(waiting).toMatchObject({ queue: 'moving', customer: { class: 'Customer', key: '100042' } });
    expect(waiting.customerName).toMatch(/\w+ \w+/);
    expect(waiting.said).toMatchObject([{ node: 'customerNumber' }, { node: 'topic', answerText: 'Moving house' }]);

    await work.setState({ agent: 'ana', state: 'ready' }, as);
    const ringing = await phone.nextCall();
    expect(ringing.from).toMatchObject({ user: '912345678', displayName: waiting.customerName ?? '912345678' });
    expect(await comm.active({}, { principal: agentAna })).toMatchObject([{ id: waiting.id, state: 'ringing' }]);
    const agent = await phone.pickUp(ringing);
    await contactIn(office, 'connected');
    expect(await work.agent({ agent: 'ana' })).toMatchObject({ state: 'busy', item: waiting.id });

    // Both hear each other: keys pressed on one side arrive at the other.
    const heard: string[] = [];
    agent.session.onDigit((digit) => heard.push(`agent ${digit}`));
    caller.session.onDigit((digit) => heard.push(`caller ${digit}`));
    await caller.session.sendDigits('7');
    await agent.session.sendDigits('8');
    await expect.poll(() => heard).toEqual(['agent 7', 'caller 8']);

    caller.call.bye();
    expect(await agent.over).toBe('bye remote');
    expect(await contactIn(office, 'wrap-up')).toMatchObject({ id: waiting.id, agent: 'ana' });
    expect(await work.agent({ agent: 'ana' })).toMatchObject({ state: 'wrap-up' });
    const done = { contact: waiting.id, disposition: 'solved', note: 'moves on Friday' };
    expect(await comm.complete(done, { principal: agentAna })).toEqual({ closed: true });
    expect(await comm.complete(done, { principal: agentAna })).toEqual({ closed: true });
    expect(await work.agent({ agent: 'ana' })).toMatchObject({ state: 'ready' });
    expect(await comm.active({}, { principal: supervisor })).toEqual([]);

    const kept = await office.manager.use(BusinessObjects).get({ class: 'Contact', key: waiting.id }, as);
    expect(kept.values).toMatchObject({
      state: 'closed',
      customer: '100042',
      agent: 'ana',
      queue: 'moving',
      subject: 'Moving house',
      disposition: 'solved',
      note: 'moves on Friday',
      simulated: false,
    });
    expect(await historyOf(office, waiting.id)).toEqual([
      'contact.received',
      'contact.identified 100042',
      'contact.queued 100042',
      'contact.ringing 100042',
      'contact.answered 100042',
      'contact.ended 100042',
      'contact.closed 100042',
    ]);
  }, 30_000);
});
