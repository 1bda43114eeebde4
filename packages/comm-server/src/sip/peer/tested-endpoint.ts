import type { IncomingCall } from '../calls/call.js';
import { openSipEndpoint, type SipEndpointOptions } from '../endpoint/endpoint.js';
import { tagOf } from '../messages/name-address.js';
import { createVirtualClock } from '../time/virtual-clock.js';
import { callerLines } from './caller-lines.js';
import { openRawPeer } from './raw-peer.js';

export const sdp = (name: string): string => `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=${name}\r\n`;

/** For tests: an endpoint on loopback with real datagrams, whose time stands still unless advanced; and a peer. */
export const openTestedEndpoint = async (options: Partial<SipEndpointOptions> = {}) => {
  const clock = createVirtualClock(1_800_000_000_000);
  const errors: unknown[] = [];
  const endpoint = await openSipEndpoint({
    host: '127.0.0.1',
    port: 0,
    clock,
    onError: (error) => void errors.push(error),
    ...options,
  });
  const peer = await openRawPeer(endpoint.address.port);
  const incoming: IncomingCall[] = [];
  const ends: string[] = [];
  let announce = (): void => {};
  endpoint.onIncomingCall((call) => {
    incoming.push(call);
    call.onEnded((why, by) => void ends.push(`${why} ${by}`));
    announce();
  });
  const nextCall = async (): Promise<IncomingCall> => {
    while (incoming.length === 0) await new Promise<void>((resolve) => (announce = resolve));
    return incoming.shift() as IncomingCall;
  };
  return {
    clock,
    endpoint,
    peer,
    nextCall,
    /** How calls ended, in order. */
    ends,
    errors,
    close: async (): Promise<void> => {
      await endpoint.close();
      peer.close();
    },
  };
};

/** An answered and acknowledged call. */
export const establishCall = async () => {
  const opened = await openTestedEndpoint();
  const { peer, nextCall } = opened;
  peer.send(...callerLines(peer, 'INVITE', 1, { body: sdp('offer') }));
  const call = await nextCall();
  await peer.response(100);
  call.answer(sdp('answer'));
  const toTag = tagOf((await peer.response(200)).to) ?? '';
  peer.send(...callerLines(peer, 'ACK', 1, { toTag, branch: 'ack' }));
  await peer.silent();
  return { ...opened, call, toTag };
};
