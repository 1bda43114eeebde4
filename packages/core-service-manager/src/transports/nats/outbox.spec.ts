import type { NatsConnection } from '@nats-io/transport-node';
import { describe, expect, it } from 'vitest';
import { createOutbox } from './outbox.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A connection that notes what is published. */
function opened() {
  const sent: { readonly subject: string; readonly text: string; readonly reply: string | undefined }[] = [];
  const state = { closed: false };
  const connection = {
    publish: (subject: string, text: string, options?: { reply?: string }) =>
      void sent.push({ subject, text, reply: options?.reply }),
    isClosed: () => state.closed,
    isDraining: () => false,
  };
  return { sent, state, outbox: createOutbox(() => connection as unknown as NatsConnection) };
}

describe('the outbox', () => {
  it('sends what one turn has for a subject as one message, in its order', async () => {
    const { sent, outbox } = opened();
    outbox.ask('a', '{"i":7}', 'reply.', 7);
    outbox.post('a', '{"i":5}');
    outbox.post('b', '{"i":1}');
    outbox.ask('a', '{"i":9}', 'reply.', 9);
    expect(sent).toEqual([]);
    await turn();
    expect(sent).toEqual([
      { subject: 'a', text: '[{"i":7},{"i":5},{"i":9}]', reply: 'reply.7-9' },
      { subject: 'b', text: '{"i":1}', reply: undefined },
    ]);
  });

  it('sends what is long in several messages, each with the numbers of its own calls', async () => {
    const { sent, outbox } = opened();
    const long = `"${'x'.repeat(20_000)}"`;
    for (const call of [1, 2, 3]) outbox.ask('a', long, 'reply.', call);
    await turn();
    expect(sent.map(({ text, reply }) => [text === long, reply])).toEqual([
      [true, 'reply.1-1'],
      [true, 'reply.2-2'],
      [true, 'reply.3-3'],
    ]);
  });

  it('drops what finds the connection closed, and goes on', async () => {
    const { sent, state, outbox } = opened();
    state.closed = true;
    outbox.post('a', '{}');
    await turn();
    state.closed = false;
    outbox.post('a', '{"i":2}');
    await turn();
    expect(sent).toEqual([{ subject: 'a', text: '{"i":2}', reply: undefined }]);
  });
});
