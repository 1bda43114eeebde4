import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { CarusoError, defineComponent, provide } from '@caruso/core-service-manager/contract';
import { Mail } from '@caruso/wrappers/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CommServer, Messages } from '../../contract/index.js';
import { historyOf, openFrontOffice, supervisor, system } from './front-office.fixture.js';
import type { FrontOffice } from './front-office.fixture.js';

const as = { principal: system };
const maria = {
  kind: 'customer' as const,
  id: 'maria',
  name: 'Maria Teixeira',
  roles: ['customer'],
  customer: { class: 'Customer', key: '100042' },
};
const john = { ...maria, id: 'john', name: 'John Carter', customer: { class: 'Customer', key: '100077' } };

/** A mail server that can be told to be down. */
const server = { down: false, sent: [] as string[] };
const mail = defineComponent({
  name: 'mail-server',
  version: '1.0.0',
  summary: '',
  provides: [Mail],
  needs: [],
  settings: z.object({}),
  start: async () => ({
    provisions: [
      provide(Mail, {
        async send({ to }, { idempotencyKey }) {
          if (server.down) throw new CarusoError('unavailable', 'no answer');
          server.sent.push(to);
          return { messageId: `<${idempotencyKey ?? server.sent.length}@test>`, reply: '250' };
        },
      }),
    ],
    stop: async () => undefined,
  }),
});

let office: FrontOffice;
let taken: ReturnType<typeof createSocket>;
beforeAll(async () => {
  taken = createSocket('udp4');
  taken.bind(0, '127.0.0.1');
  await once(taken, 'listening');
  const sip = { host: '127.0.0.1', port: taken.address().port, numbers: {} };
  office = await openFrontOffice({ extra: [{ component: mail }], settings: { sip } });
}, 30_000);
afterAll(async () => {
  await office?.stop();
  taken?.close();
});

describe('a message', () => {
  const message = {
    medium: 'mail' as const,
    to: 'maria@example.com',
    customer: '100042',
    subject: 'Your move',
    text: 'It is registered.',
  };

  it('is sent once for one key and stands in the customer’s history', async () => {
    const messages = office.manager.use(Messages);
    const options = { ...as, idempotencyKey: 'move-1' };
    const sent = await messages.send(message, options);
    expect(await messages.send(message, options)).toEqual(sent);
    expect(server.sent).toEqual(['maria@example.com']);
    expect(sent.messageId).toBe('<move-1@test>');
    const kept = await office.manager.use(BusinessObjects).get({ class: 'Contact', key: sent.contact }, as);
    expect(kept.values).toMatchObject({
      medium: 'mail',
      direction: 'out',
      state: 'closed',
      customer: '100042',
      subject: 'Your move',
      remote: 'maria@example.com',
    });
    expect(await historyOf(office, sent.contact)).toEqual([
      'contact.received 100042',
      'contact.identified 100042',
      'contact.closed 100042',
    ]);
  });

  it('that cannot be sent leaves no contact, and is sent when it is tried again', async () => {
    const messages = office.manager.use(Messages);
    const options = { ...as, idempotencyKey: 'move-2' };
    const count = async () => (await office.manager.use(BusinessObjects).query({ class: 'Contact' }, as)).total;
    const before = await count();
    server.down = true;
    await expect(messages.send(message, options)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await count()).toBe(before);
    server.down = false;
    await messages.send(message, options);
    expect(await count()).toBe(before + 1);
  });

  it('goes from a customer to herself only, and to no unknown one', async () => {
    const messages = office.manager.use(Messages);
    await expect(messages.send(message, { principal: john })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(messages.send({ ...message, customer: '1' }, as)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a self-service visit', () => {
  it('is a contact of the signed-in customer until it is closed', async () => {
    const comm = office.manager.use(CommServer);
    const { contact } = await comm.openWebContact({ subject: 'Moving house', language: 'pt' }, { principal: maria });
    expect(await comm.active({}, { principal: supervisor })).toMatchObject([
      { id: contact, medium: 'web', customer: maria.customer },
    ]);
    await expect(comm.closeWebContact({ contact, outcome: 'x' }, { principal: john })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await comm.closeWebContact({ contact, outcome: 'registered' }, { principal: maria })).toEqual({
      closed: true,
    });
    expect(await comm.closeWebContact({ contact, outcome: 'registered' }, { principal: maria })).toEqual({
      closed: false,
    });
    const kept = await office.manager.use(BusinessObjects).get({ class: 'Contact', key: contact }, as);
    expect(kept.values).toMatchObject({ medium: 'web', state: 'closed', customer: '100042', subject: 'Moving house' });
  });

  it('is nobody else’s', async () => {
    const visit = office.manager
      .use(CommServer)
      .openWebContact({ subject: 'x', language: 'en' }, { principal: supervisor });
    await expect(visit).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a SIP port that is taken', () => {
  it('leaves the comm server running, and says which port and what to do', async () => {
    expect(await office.manager.use(CommServer).endpoint({})).toEqual({ sip: null });
    const { port } = taken.address();
    expect((await office.manager.health()).get('comm-server')).toEqual({
      status: 'degraded',
      reason: expect.stringMatching(new RegExp(`UDP port ${port} is used.*--sip-port`)),
    });
  });
});
