import { afterEach, describe, expect, test } from 'vitest';
import { headerValue } from '../messages/header-access.js';
import { callerLines } from '../peer/caller-lines.js';
import { establishCall, sdp } from '../peer/tested-endpoint.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const establish: typeof establishCall = async () => {
  const established = await establishCall();
  closers.push(established.close);
  return established;
};

describe('in an established call', () => {
  test('a re-INVITE is answered by the listener, may be refused, and without listener repeats our SDP', async () => {
    const { peer, call, toTag } = await establish();
    peer.send(...callerLines(peer, 'INVITE', 2, { toTag, body: sdp('hold') }));
    expect((await peer.response(200)).body).toBe(sdp('answer'));
    peer.send(...callerLines(peer, 'ACK', 2, { toTag, branch: 'ack2' }));

    const offers: string[] = [];
    call.onReinvite((offer) => {
      offers.push(offer);
      return offers.length === 1 ? sdp('held') : null;
    });
    peer.send(...callerLines(peer, 'INVITE', 3, { toTag, body: sdp('hold') }));
    expect((await peer.response(200)).body).toBe(sdp('held'));
    peer.send(...callerLines(peer, 'INVITE', 4, { toTag, body: sdp('too early') }));
    expect(headerValue(await peer.response(500), 'retry-after')).toBe('1');
    peer.send(...callerLines(peer, 'ACK', 3, { toTag, branch: 'ack3' }));
    peer.send(...callerLines(peer, 'INVITE', 5, { toTag, body: sdp('impossible') }));
    await peer.response(488);
    expect(offers).toEqual([sdp('hold'), sdp('impossible')]);
  });

  test('INFO brings digits, OPTIONS is answered, unknown bodies are 415', async () => {
    const { peer, call, toTag } = await establish();
    const infos: unknown[] = [];
    call.onInfo((info) => void infos.push(info));
    const info = (sequence: number, type: string): void =>
      peer.send(
        ...callerLines(peer, 'INFO', sequence, { toTag, headers: [`Content-Type: ${type}`, 'Content-Length: 8'] }),
        '',
        'Signal=5',
      );
    info(2, 'application/dtmf-relay');
    await peer.response(200);
    info(3, 'application/media_control+xml');
    await peer.response(415);
    peer.send(...callerLines(peer, 'OPTIONS', 4, { toTag }));
    await peer.response(200);
    expect(infos).toEqual([{ contentType: 'application/dtmf-relay', body: 'Signal=5' }]);
  });

  test('a request out of order is 500 (RFC 3261 12.2.2)', async () => {
    const { peer, toTag, ends } = await establish();
    peer.send(...callerLines(peer, 'BYE', 1, { toTag }));
    await peer.response(500);
    expect(ends).toEqual([]);
  });

  test('after its end a further BYE is 481', async () => {
    const { peer, call, toTag, ends } = await establish();
    call.bye();
    await peer.request('BYE');
    peer.send(...callerLines(peer, 'BYE', 2, { toTag }));
    await peer.response(481);
    expect(ends).toEqual(['bye local']);
  });
});
