import { createVirtualClock } from '@caruso/core-service-manager';
import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Logger } from '@caruso/core-service-manager/contract';
import type { Offer } from '@caruso/work-manager/contract';
import { describe, expect, it } from 'vitest';
import type { AgentLine, CustomerLine, Introduction, RingOutcome } from '../channels/channel-adapter.js';
import { ContactBook } from '../contacts/contact-book.js';
import { ContactStore } from '../contacts/contact-store.js';
import { ContactWriter } from '../contacts/contact-writer.js';
import { Happening } from '../publication/happening.js';
import { ContactDesk } from './contact-desk.js';
import { WaitingRoom } from './waiting-room.js';

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const arrival = { medium: 'voice', remote: '1', language: 'en', simulated: false };
const agent = { id: 'ana', name: 'Ana', state: 'reserved', since: '', skills: {}, simulated: false } as const;
const offer: Offer = {
  item: { id: 'c1', medium: 'voice', queue: 'moving', title: '1', skills: {}, simulated: false },
  agent,
  ringSeconds: 20,
};

/** One waiting contact whose connections, store and work manager are written down instead of made. */
async function open(introduction: Introduction = { kind: 'transfer', queue: 'moving' }) {
  const clock = createVirtualClock();
  const happened: string[] = [];
  const faults = { accept: false, queues: ['moving', 'general'] };
  const objects = {
    create: async () => happened.push('create'),
    update: async () => undefined,
  };
  const store = new ContactStore(objects as never, { append: async () => undefined } as never, {
    customerClass: 'Customer',
    dispositions: [],
  });
  const book = new ContactBook(store, new ContactWriter(clock, silent), clock, () => 'key');
  const did =
    (what: string, result: unknown = {}) =>
    async (): Promise<never> => {
      happened.push(what);
      return result as never;
    };
  const work = {
    accept: async () => {
      happened.push('accept');
      if (faults.accept) throw new CarusoError('conflict', 'not offered any more');
      return { accepted: true as const };
    },
    decline: did('decline'),
    finish: did('finish'),
    withdraw: did('withdraw'),
  };
  const enqueue = async ({ queue }: { queue: string }): Promise<never> => {
    happened.push(`enqueue ${queue}`);
    if (!faults.queues.includes(queue)) throw new CarusoError('not-found', 'no such queue');
    return {} as never;
  };
  const desk = new ContactDesk({
    book,
    work,
    offers: { offers: () => (async function* () {})() },
    waitingRoom: new WaitingRoom({ enqueue }, clock, silent, 'general'),
    nameOf: async () => 'Maria',
    fallbackQueue: 'general',
    clock,
    log: silent,
    newId: () => 'c1',
  });
  const hungUp = new Happening<void>();
  const lost = new Happening<string>();
  let settle: (outcome: RingOutcome) => void = () => undefined;
  const line: CustomerLine = {
    onHungUp: hungUp.on,
    onLost: lost.on,
    introduce: async () => introduction,
    wait: () => void happened.push('music'),
    ring: () => ({
      outcome: new Promise<RingOutcome>((resolve) => (settle = resolve)),
      cancel: () => {
        happened.push('cancel');
        settle({ kind: 'failed', reason: 'cancelled' });
      },
    }),
    connect: async () => void happened.push('connect'),
    hangUp: () => void happened.push('hang up customer'),
  };
  const phoneHungUp = new Happening<'agent' | 'system'>();
  const phone: AgentLine = { onHungUp: phoneHungUp.on, hangUp: () => void happened.push('hang up agent') };
  const live = desk.lead(await desk.receive(arrival), line);
  await clock.advance(0);
  return {
    clock,
    happened,
    faults,
    desk,
    live,
    state: () => book.find('c1')?.state,
    offered: async () => {
      void live.offered(offer);
      await clock.advance(0);
    },
    answers: async () => {
      settle({ kind: 'answered', line: phone });
      await clock.advance(0);
    },
    fails: async (reason: string) => {
      settle({ kind: 'failed', reason });
      await clock.advance(0);
    },
    customerHangsUp: async () => {
      hungUp.tell();
      await clock.advance(0);
    },
    agentHangsUp: async () => {
      phoneHungUp.tell('agent');
      await clock.advance(0);
    },
    lose: async () => {
      lost.tell('media-lost');
      await clock.advance(0);
    },
  };
}

describe('a contact with its connection', () => {
  it('is connected when the agent answers, and both sides are released when one hangs up', async () => {
    const { happened, offered, answers, agentHangsUp, state } = await open();
    await offered();
    await answers();
    expect(state()).toBe('connected');
    await agentHangsUp();
    expect(state()).toBe('wrap-up');
    expect(happened).toEqual([
      'create',
      'music',
      'enqueue moving',
      'accept',
      'connect',
      'hang up agent',
      'hang up customer',
      'finish',
    ]);
  });

  it('keeps waiting when the agent answers too late: her phone is hung up', async () => {
    const { happened, faults, offered, answers, state } = await open();
    faults.accept = true;
    await offered();
    await answers();
    expect(state()).toBe('waiting');
    expect(happened.slice(-2)).toEqual(['accept', 'hang up agent']);
  });

  it('hangs up a phone that is answered at the moment the caller is gone', async () => {
    const { happened, offered, answers, customerHangsUp, state } = await open();
    await offered();
    // The answer is on its way while the caller hangs up.
    const answered = answers();
    const left = customerHangsUp();
    await Promise.all([answered, left]);
    expect(state()).toBeUndefined();
    expect(happened).toContain('hang up agent');
    expect(happened).toContain('withdraw');
    expect(happened).not.toContain('connect');
  });

  it('tells the work manager why a phone did not answer', async () => {
    const { happened, offered, fails, state } = await open();
    await offered();
    await fails('busy');
    expect(state()).toBe('waiting');
    expect(happened.at(-1)).toBe('decline');
  });

  it('that is offered to the next one stops ringing at the one before', async () => {
    const { happened, offered, state } = await open();
    await offered();
    await offered();
    expect(state()).toBe('ringing');
    expect(happened.at(-1)).toBe('cancel');
  });

  it('is closed by its dialog without any agent', async () => {
    const { happened, state } = await open({ kind: 'end', outcome: 'done' });
    expect(state()).toBeUndefined();
    expect(happened).toEqual(['create', 'hang up customer']);
  });

  it('whose queue is not there goes to the fallback queue, and tries on while there is none at all', async () => {
    const { clock, happened, state } = await open({ kind: 'transfer', queue: 'nowhere' });
    expect(happened.slice(-2)).toEqual(['enqueue nowhere', 'enqueue general']);
    expect(state()).toBe('waiting');
    const other = await open();
    other.faults.queues = [];
    void other.live.queueAgain();
    await other.clock.advance(5000);
    other.faults.queues = ['general'];
    await other.clock.advance(5000);
    expect(other.happened.at(-1)).toBe('enqueue general');
    expect(clock.pending()).toBe(0);
  });

  it('is broken off when its media is lost, once and with everybody told', async () => {
    const { happened, offered, answers, lose, customerHangsUp, state } = await open();
    await offered();
    await answers();
    await lose();
    await customerHangsUp();
    expect(state()).toBeUndefined();
    expect(happened.slice(-3)).toEqual(['hang up agent', 'hang up customer', 'withdraw']);
  });
});
