import { afterEach, describe, expect, test } from 'vitest';
import { headerValue } from '../messages/header-access.js';
import { tagOf } from '../messages/name-address.js';
import { callerLines } from '../peer/caller-lines.js';
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

describe('a call that comes in', () => {
  test('is announced with its parties, rings, is answered, and is hung up by the caller', async () => {
    const { peer, nextCall, ends, endpoint } = await open();
    peer.send(...callerLines(peer, 'INVITE', 1, { body: sdp('offer'), headers: ['X-Campaign: 7', 'Subject: move'] }));
    const call = await nextCall();
    expect(call).toMatchObject({
      id: 'call-1',
      from: { user: 'ana', displayName: 'Ana', uri: 'sip:ana@example.com' },
      to: { user: 'line' },
      remoteSdp: sdp('offer'),
      remote: { host: '127.0.0.1', port: peer.port },
    });
    expect(call.headers.get('x-campaign')).toBe('7');
    const acked: (string | null)[] = [];
    call.onAcked((remoteSdp) => void acked.push(remoteSdp));
    await peer.response(100);
    call.ring();
    const toTag = tagOf((await peer.response(180)).to);
    call.answer(sdp('answer'));
    const ok = await peer.response(200);
    expect(ok.body).toBe(sdp('answer'));
    expect(tagOf(ok.to)).toBe(toTag);
    expect(headerValue(ok, 'contact')).toBe(`<sip:127.0.0.1:${endpoint.address.port}>`);
    peer.send(...callerLines(peer, 'ACK', 1, { toTag: toTag ?? '', branch: 'ack' }));
    peer.send(...callerLines(peer, 'BYE', 2, { toTag: toTag ?? '' }));
    await peer.response(200);
    expect(acked).toEqual([null]);
    expect(ends).toEqual(['bye remote']);
    expect(endpoint.statistics().calls).toBe(0);
  });

  test('is repeated by the caller, but announced once', async () => {
    const { peer, nextCall, endpoint } = await open();
    const invite = callerLines(peer, 'INVITE', 1, { body: sdp('offer') });
    peer.send(...invite);
    const call = await nextCall();
    await peer.response(100);
    peer.send(...invite);
    await peer.response(100);
    call.ring();
    await peer.response(180);
    peer.send(...invite);
    await peer.response(180);
    expect(endpoint.statistics()).toMatchObject({ calls: 1, absorbed: 2 });
  });

  test('gets its answer again until the ACK comes', async () => {
    const { clock, peer, nextCall, endpoint } = await open();
    peer.send(...callerLines(peer, 'INVITE', 1, { body: sdp('offer') }));
    const call = await nextCall();
    await peer.response(100);
    call.answer(sdp('answer'));
    const toTag = tagOf((await peer.response(200)).to) ?? '';
    clock.advance(1_500);
    await peer.response(200);
    await peer.response(200);
    peer.send(...callerLines(peer, 'ACK', 1, { toTag, branch: 'ack' }));
    await peer.silent();
    clock.advance(31_000);
    await peer.silent();
    expect(endpoint.statistics()).toMatchObject({ calls: 1, retransmissions: 2 });
  });

  test('is hung up when the ACK never comes', async () => {
    const { clock, peer, nextCall, ends } = await open();
    peer.send(...callerLines(peer, 'INVITE', 1, { body: sdp('offer') }));
    (await nextCall()).answer(sdp('answer'));
    await peer.response(100);
    clock.advance(32_000);
    // 0, 0.5, 1.5, 3.5, then every 4 s
    for (let copy = 0; copy < 11; copy += 1) await peer.response(200);
    await peer.request('BYE');
    expect(ends).toEqual(['timeout local']);
  });

  test('is hung up by us only after the ACK (RFC 3261 15)', async () => {
    const { peer, nextCall, ends } = await open();
    peer.send(...callerLines(peer, 'INVITE', 1, { body: sdp('offer') }));
    const call = await nextCall();
    await peer.response(100);
    call.answer(sdp('answer'));
    const toTag = tagOf((await peer.response(200)).to) ?? '';
    call.bye();
    await peer.silent();
    peer.send(...callerLines(peer, 'ACK', 1, { toTag, branch: 'ack' }));
    const bye = await peer.request('BYE');
    expect([tagOf(bye.from), tagOf(bye.to)]).toEqual([toTag, 'caller']);
    expect(ends).toEqual(['bye local']);
  });

  test('may be cancelled while it rings; a CANCEL of nothing is 481', async () => {
    const { peer, nextCall, ends } = await open();
    peer.send(...callerLines(peer, 'INVITE', 1, { body: sdp('offer') }));
    const call = await nextCall();
    await peer.response(100);
    call.ring();
    await peer.response(180);
    peer.send(...callerLines(peer, 'CANCEL', 1, { branch: 'INVITE1' }));
    expect((await peer.response(200)).cseq.method).toBe('CANCEL');
    const toTag = tagOf((await peer.response(487)).to) ?? '';
    peer.send(...callerLines(peer, 'ACK', 1, { toTag, branch: 'INVITE1' }));
    await peer.silent();
    expect(ends).toEqual(['cancelled remote']);
    call.answer(sdp('too late'));
    peer.send(...callerLines(peer, 'CANCEL', 1, { branch: 'unknown' }));
    await peer.response(481);
  });

  test('may be rejected, which is repeated until the ACK', async () => {
    const { clock, peer, nextCall, ends } = await open();
    peer.send(...callerLines(peer, 'INVITE', 1, { body: sdp('offer') }));
    const call = await nextCall();
    await peer.response(100);
    expect(() => call.reject(200, 'no')).toThrow(RangeError);
    call.reject(486, 'All agents are busy');
    const busy = await peer.response(486);
    expect(busy.reason).toBe('All agents are busy');
    clock.advance(500);
    await peer.response(486);
    peer.send(...callerLines(peer, 'ACK', 1, { toTag: tagOf(busy.to) ?? '', branch: 'INVITE1' }));
    await peer.silent();
    clock.advance(60_000);
    await peer.silent();
    expect(ends).toEqual([]);
  });

  test('without offer gets ours in the 200, and its answer comes in the ACK', async () => {
    const { peer, nextCall } = await open();
    peer.send(...callerLines(peer, 'INVITE', 1));
    const call = await nextCall();
    expect(call.remoteSdp).toBeNull();
    const acked: (string | null)[] = [];
    call.onAcked((remoteSdp) => void acked.push(remoteSdp));
    await peer.response(100);
    call.answer(sdp('our offer'));
    const toTag = tagOf((await peer.response(200)).to) ?? '';
    peer.send(...callerLines(peer, 'ACK', 1, { toTag, branch: 'ack', body: sdp('their answer') }));
    await peer.silent();
    expect(acked).toEqual([sdp('their answer')]);
  });

  test('that nobody takes is ended with 480 in the end', async () => {
    const { clock, peer, nextCall, ends } = await open({ unansweredMs: 90_000 });
    peer.send(...callerLines(peer, 'INVITE', 1, { body: sdp('offer') }));
    const call = await nextCall();
    await peer.response(100);
    call.ring();
    await peer.response(180);
    clock.advance(60_000);
    await peer.response(180);
    clock.advance(30_000);
    await peer.response(480);
    expect(ends).toEqual(['timeout local']);
  });

  test('beyond the most calls at once is refused with 503', async () => {
    const { peer } = await open({ maxCalls: 0 });
    peer.send(...callerLines(peer, 'INVITE', 1, { body: sdp('offer') }));
    await peer.response(100);
    expect(headerValue(await peer.response(503), 'retry-after')).toBe('5');
  });

  test('refused as busy is told when to try again', async () => {
    const { peer, nextCall } = await open();
    peer.send(...callerLines(peer, 'INVITE', 1, { body: sdp('offer') }));
    const call = await nextCall();
    await peer.response(100);
    call.reject(503);
    expect(headerValue(await peer.response(503), 'retry-after')).toBe('5');
  });

  test('whose listener throws is refused with 500, and the error is reported', async () => {
    const { peer, endpoint, errors } = await open();
    endpoint.onIncomingCall(() => {
      throw new Error('a fault of the application');
    });
    peer.send(...callerLines(peer, 'INVITE', 1, { body: sdp('offer') }));
    await peer.response(100);
    await peer.response(500);
    expect(errors).toHaveLength(1);
  });
});
