import { createSocket, type Socket } from 'node:dgram';
import type { SipMessage, SipRequest, SipResponse } from '../messages/message.js';
import { parseMessage } from '../messages/parse-message.js';

const describeMessage = (message: SipMessage): string =>
  message.kind === 'request' ? message.method : `${message.status} to ${message.cseq.method}`;

/** For tests: a socket that speaks SIP by hand, message for message. Its methods reject when something else comes. */
export interface RawPeer {
  readonly port: number;
  send(...lines: readonly string[]): void;
  raw(datagram: Uint8Array | string): void;
  /** The next message from the endpoint. */
  request(method: string): Promise<SipRequest>;
  response(status: number): Promise<SipResponse>;
  /** Nothing is waiting, after all that was sent before has been worked off. */
  silent(): Promise<void>;
  close(): void;
}

/** Opens one on loopback that sends to that port. */
export const openRawPeer = async (port: number): Promise<RawPeer> => {
  const socket: Socket = createSocket('udp4');
  const waiting: SipMessage[] = [];
  let wake = (): void => {};
  socket.on('message', (datagram) => {
    const result = parseMessage(datagram);
    if (!result.ok) throw new Error(`the endpoint sent nonsense: ${result.reason}`);
    waiting.push(result.message);
    wake();
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const own = socket.address().port;
  const raw = (datagram: Uint8Array | string): void => socket.send(datagram, port, '127.0.0.1');
  const next = async (): Promise<SipMessage> => {
    for (;;) {
      const message = waiting.shift();
      if (message !== undefined) return message;
      await new Promise<void>((resolve, reject) => {
        const limit = setTimeout(() => reject(new Error('nothing came')), 3_000);
        wake = () => {
          clearTimeout(limit);
          resolve();
        };
      });
    }
  };
  let probes = 0;
  const peer: RawPeer = {
    port: own,
    raw,
    send: (...lines) => raw([...lines, '', ''].join('\r\n')),
    request: async (method) => {
      const message = await next();
      if (message.kind === 'request' && message.method === method) return message;
      throw new Error(`${method} was expected, ${describeMessage(message)} came`);
    },
    response: async (status) => {
      const message = await next();
      if (message.kind === 'response' && message.status === status) return message;
      throw new Error(`${status} was expected, ${describeMessage(message)} came`);
    },
    silent: async () => {
      probes += 1;
      peer.send(
        'OPTIONS sip:probe@127.0.0.1 SIP/2.0',
        `Via: SIP/2.0/UDP 127.0.0.1:${own};branch=z9hG4bKprobe${probes}`,
        'From: <sip:p@h>;tag=p',
        'To: <sip:probe@h>',
        `Call-ID: probe${probes}`,
        'CSeq: 1 OPTIONS',
      );
      const { callId } = await peer.response(200);
      if (callId !== `probe${probes}`) throw new Error(`silence was expected, a 200 of ${callId} came`);
    },
    close: () => void socket.close(),
  };
  return peer;
};
