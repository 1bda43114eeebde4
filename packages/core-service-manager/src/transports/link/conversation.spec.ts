import { describe, expect, it } from 'vitest';
import { CarusoError } from '../../contract/index.js';
import { decodeMessage } from '../wire/decode-message.js';
import { createConversation } from './conversation.js';
import type { Conversation } from './conversation.js';
import type { Performer } from './incoming-calls.js';
import type { RemoteCall } from './outgoing-calls.js';
import { STREAM_WINDOW } from './outgoing-calls.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));
const KEY = 'k@1.0.0 k';

function callOf(changes: Partial<RemoteCall> = {}): RemoteCall {
  const { signal } = new AbortController();
  return { principal: undefined, idempotencyKey: undefined, deadline: undefined, signal, ...changes };
}

/** Two ends of a link in memory; what goes over it is text. */
function linked(performer: Partial<Performer>, lost: (text: string) => boolean = () => false) {
  const unused: Performer = {
    perform: () => Promise.reject(new CarusoError('not-found', 'unused')),
    open: () => {
      throw new CarusoError('not-found', 'unused');
    },
  };
  let numbers = 0;
  const sent: string[] = [];
  const end = (other: () => Conversation, own: Performer): Conversation => {
    const send = (text: string): void => {
      sent.push(text);
      const message = decodeMessage(text);
      if (message !== undefined && !lost(text)) setImmediate(() => other().receive(message));
    };
    return createConversation(
      { peer: 'other', ask: send, tell: send },
      own,
      { now: () => 1_000 },
      () => (numbers += 1),
    );
  };
  const caller: Conversation = end(() => provider, unused);
  const provider: Conversation = end(() => caller, { ...unused, ...performer });
  return { caller: caller.outgoing, callerEnd: caller, provider, sent };
}

async function* numbers(made: { count: number; ended: boolean }) {
  try {
    for (;;) yield (made.count += 1);
  } finally {
    made.ended = true;
  }
}

describe('a conversation between two processes', () => {
  it('tells the provider the time that is left, not the time of the day', async () => {
    const { caller } = linked({ perform: async (_provider, _member, _input, { timeoutMs }) => timeoutMs });
    expect(await caller.request(KEY, 'm', {}, callOf({ deadline: 1_250 }))).toBe(250);
    expect(await caller.request(KEY, 'm', {}, callOf())).toBeUndefined();
  });

  it('sends no more values than the reader has room for, and goes on when it has read half of them', async () => {
    const made = { count: 0, ended: false };
    const { caller } = linked({ open: () => numbers(made) });
    const reading = caller.open(KEY, 'm', {}, callOf());
    for (let n = 0; n < 200; n += 1) await turn();
    expect(made.count).toBe(STREAM_WINDOW);
    for (let n = 1; n <= STREAM_WINDOW / 2; n += 1) expect(await reading.next()).toEqual({ done: false, value: n });
    for (let n = 0; n < 200; n += 1) await turn();
    expect(made.count).toBe(STREAM_WINDOW * 1.5);
    await reading.return?.();
    for (let n = 0; n < 5; n += 1) await turn();
    expect(made.ended).toBe(true);
  });

  it('fails what was asked and cancels what is asked for when the other end is lost', async () => {
    const made = { count: 0, ended: false };
    let cancelled = false;
    const { caller, callerEnd, provider } = linked({
      perform: (_provider, _member, _input, { begun }) => {
        begun?.({ interrupt: () => (cancelled = true) });
        return new Promise(() => undefined);
      },
      open: () => numbers(made),
    });
    const call = caller.request(KEY, 'm', {}, callOf());
    const reading = caller.open(KEY, 'm', {}, callOf());
    await reading.next();
    callerEnd.lose('It is gone');
    provider.lose('It is gone');
    await expect(call).rejects.toMatchObject({ code: 'unavailable', details: { sent: true } });
    const read = async () => {
      for (;;) await reading.next().then(({ done }) => expect(done).toBe(false));
    };
    await expect(read()).rejects.toMatchObject({ code: 'unavailable' });
    expect(cancelled).toBe(true);
    await turn();
    expect(made.ended).toBe(true);
    expect(caller.size).toBe(0);
  });

  it('says of a call that the link could not deliver that it was never sent', async () => {
    const { caller } = linked({}, () => true);
    const calls = [1, 2, 3].map(() => caller.request(KEY, 'm', {}, callOf()));
    caller.undelivered(1, 2);
    await expect(calls[0]).rejects.toMatchObject({ code: 'unavailable', details: { sent: false } });
    await expect(calls[1]).rejects.toMatchObject({ code: 'unavailable', details: { sent: false } });
    expect(caller.size).toBe(1);
    caller.undelivered(1, 3);
    await expect(calls[2]).rejects.toMatchObject({ code: 'unavailable', details: { sent: false } });
  });

  it('takes the provider to task for an answer that JSON cannot carry', async () => {
    const { caller } = linked({ perform: async () => ({ amount: 1n }) });
    await expect(caller.request(KEY, 'm', {}, callOf())).rejects.toMatchObject({ code: 'internal' });
  });

  it('takes the caller to task for an input that JSON cannot carry, and sends nothing', async () => {
    const { caller, sent } = linked({});
    await expect(caller.request(KEY, 'm', { amount: 1n }, callOf())).rejects.toMatchObject({ code: 'invalid' });
    expect(sent).toEqual([]);
  });

  it('ends streams cleanly and calls with an error when the provider leaves', async () => {
    const { caller, provider } = linked({
      perform: () => new Promise(() => undefined),
      open: () => numbers({ count: 0, ended: false }),
    });
    const call = caller.request(KEY, 'm', {}, callOf());
    const reading = caller.open(KEY, 'm', {}, callOf());
    await reading.next();
    provider.incoming.end('It is stopped');
    await expect(call).rejects.toMatchObject({ code: 'unavailable', details: { sent: true } });
    let last = await reading.next();
    while (last.done !== true) last = await reading.next();
  });

  it('tells when the last of the calls it was asked for has ended', async () => {
    let release: (value: string) => void = () => undefined;
    const { caller, provider } = linked({ perform: () => new Promise((resolve) => (release = resolve)) });
    const call = caller.request(KEY, 'm', {}, callOf());
    await turn();
    let idle = false;
    const waiting = provider.incoming.idle().then(() => (idle = true));
    await turn();
    expect(idle).toBe(false);
    release('done');
    await waiting;
    expect(await call).toBe('done');
  });
});
