import { afterEach, describe, expect, test } from 'vitest';
import { headerValue } from '../messages/header-access.js';
import type { SipRequest } from '../messages/message.js';
import { tagOf } from '../messages/name-address.js';
import { openTestedEndpoint, sdp } from '../peer/tested-endpoint.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const open: typeof openTestedEndpoint = async (options) => {
  const opened = await openTestedEndpoint(options);
  closers.push(opened.close);
  return opened;
};

describe('a call that we make', () => {
  const call = async () => {
    const opened = await open();
    const { endpoint, peer } = opened;
    const events: string[] = [];
    const outgoing = endpoint.invite({
      target: {
        uri: 'sip:agent@10.9.9.9:5060',
        address: { host: '127.0.0.1', port: peer.port },
        pinned: true,
      },
      from: { user: 'ana', displayName: 'Ana "A"' },
      sdp: sdp('offer'),
      ringTimeoutMs: 20_000,
      headers: [{ name: 'X-Contact', value: '42' }],
    });
    outgoing.onRinging((status) => void events.push(`ringing ${status}`));
    outgoing.onAnswered((answer) => void events.push(`answered ${answer === sdp('answer')}`));
    outgoing.onFailed((status) => void events.push(`failed ${status}`));
    outgoing.onEnded((why, by) => void events.push(`ended ${why} ${by}`));
    const invite = await peer.request('INVITE');
    const respond = (to: SipRequest, status: number, more: readonly string[] = [], tag = 'phone'): void =>
      peer.send(
        `SIP/2.0 ${status} Whatever`,
        ...to.vias.map((via) => `Via: SIP/2.0/UDP ${via.host}:${via.port};branch=${via.parameters[0]?.value}`),
        `From: <${to.from.uri}>;tag=${tagOf(to.from)}`,
        `To: <sip:agent@10.9.9.9>;tag=${tag}`,
        `Call-ID: ${to.callId}`,
        `CSeq: ${to.cseq.number} ${to.cseq.method}`,
        ...more,
      );
    const accept = (tag = 'phone'): void =>
      respond(
        invite,
        200,
        [
          'Contact: <sip:agent@10.9.9.9>',
          'Content-Type: application/sdp',
          `Content-Length: ${sdp('answer').length}`,
          '',
          sdp('answer'),
        ],
        tag,
      );
    return { ...opened, outgoing, events, invite, respond, accept };
  };

  test('rings, is answered, and a repeated 200 gets its ACK again; the phone behind the NAT is reached', async () => {
    const { peer, outgoing, events, invite, respond, accept } = await call();
    expect(invite).toMatchObject({
      uri: 'sip:agent@10.9.9.9:5060',
      from: { displayName: 'Ana "A"' },
      body: sdp('offer'),
    });
    expect(headerValue(invite, 'x-contact')).toBe('42');
    respond(invite, 180);
    accept();
    const ack = await peer.request('ACK');
    expect(ack.uri).toBe('sip:agent@10.9.9.9');
    accept();
    expect(await peer.request('ACK')).toEqual(ack);
    outgoing.bye();
    const bye = await peer.request('BYE');
    expect(bye.cseq.number).toBe(2);
    expect(events).toEqual(['ringing 180', 'answered true', 'ended bye local']);
  });

  test('is hung up by the phone', async () => {
    const { peer, events, invite, accept } = await call();
    accept();
    await peer.request('ACK');
    peer.send(
      'BYE sip:us SIP/2.0',
      `Via: SIP/2.0/UDP 127.0.0.1:${peer.port};branch=z9hG4bKbye`,
      'From: <sip:agent@10.9.9.9>;tag=phone',
      `To: <${invite.from.uri}>;tag=${tagOf(invite.from)}`,
      `Call-ID: ${invite.callId}`,
      'CSeq: 1 BYE',
    );
    await peer.response(200);
    expect(events).toEqual(['answered true', 'ended bye remote']);
  });

  test('is refused, which we acknowledge', async () => {
    const { peer, events, invite, respond } = await call();
    respond(invite, 486);
    const ack = await peer.request('ACK');
    expect(ack.vias).toEqual(invite.vias);
    respond(invite, 486);
    await peer.request('ACK');
    expect(events).toEqual(['failed 486']);
  });

  test('fails with 408 when nothing answers', async () => {
    const { clock, peer, events } = await call();
    clock.advance(20_000);
    for (let copy = 0; copy < 5; copy += 1) await peer.request('INVITE');
    expect(events).toEqual(['failed 408']);
    // Nothing came at all, so there is nothing to CANCEL (RFC 3261 9.1).
    await peer.silent();
  });

  test('is cancelled when it rings too long', async () => {
    const { clock, peer, events, invite, respond } = await call();
    respond(invite, 180);
    await peer.silent();
    clock.advance(20_000);
    const cancel = await peer.request('CANCEL');
    expect(cancel.vias).toEqual(invite.vias);
    respond(cancel, 200);
    respond(invite, 487);
    await peer.request('ACK');
    expect(events).toEqual(['ringing 180', 'failed 408']);
  });

  test('cancelled before any response: the CANCEL waits for one', async () => {
    const { peer, outgoing, events, invite, respond } = await call();
    outgoing.cancel();
    await peer.silent();
    respond(invite, 100);
    await peer.request('CANCEL');
    expect(events).toEqual(['failed 487']);
  });

  test('cancelled as the phone answers: the answer is acknowledged and hung up', async () => {
    const { peer, outgoing, events, accept } = await call();
    outgoing.cancel();
    accept();
    await peer.request('ACK');
    await peer.request('BYE');
    expect(events).toEqual(['failed 487']);
  });

  test('answered by two forks: the second is hung up', async () => {
    const { peer, events, accept } = await call();
    accept();
    await peer.request('ACK');
    accept('other');
    expect(tagOf((await peer.request('ACK')).to)).toBe('other');
    expect(tagOf((await peer.request('BYE')).to)).toBe('other');
    expect(events).toEqual(['answered true']);
  });
});
