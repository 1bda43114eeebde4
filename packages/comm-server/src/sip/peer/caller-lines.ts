import type { RawPeer } from './raw-peer.js';

/** For tests: the lines of a request of one caller, Ana, who sits at `peer`. */
export const callerLines = (
  peer: RawPeer,
  method: string,
  sequence: number,
  more: { toTag?: string; branch?: string; headers?: readonly string[]; body?: string } = {},
): readonly string[] => [
  `${method} sip:line@127.0.0.1 SIP/2.0`,
  `Via: SIP/2.0/UDP 127.0.0.1:${peer.port};branch=z9hG4bK${more.branch ?? `${method}${sequence}`}`,
  'Max-Forwards: 70',
  'From: "Ana" <sip:ana@example.com>;tag=caller',
  `To: <sip:line@127.0.0.1>${more.toTag === undefined ? '' : `;tag=${more.toTag}`}`,
  'Call-ID: call-1',
  `CSeq: ${sequence} ${method}`,
  `Contact: <sip:ana@127.0.0.1:${peer.port}>`,
  ...(more.headers ?? []),
  ...(more.body === undefined
    ? []
    : ['Content-Type: application/sdp', `Content-Length: ${more.body.length}`, '', more.body]),
];
