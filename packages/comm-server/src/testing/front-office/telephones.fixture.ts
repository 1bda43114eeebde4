import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeOffer, negotiateOffer, readAnswer, startMediaServer } from '../../media/index.js';
import type { LocalMedia, MediaServer, MediaSession } from '../../media/index.js';
import { digestHa1, openSipEndpoint, targetOfUri } from '../../sip/index.js';
import type { Call, IncomingCall, OutgoingCall, SipEndpoint } from '../../sip/index.js';
import { REALM } from './front-office.fixture.js';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** A phone in conversation. */
export interface PhoneCall {
  readonly call: Call;
  readonly session: MediaSession;
  /** Resolves when the call is over, with how. */
  readonly over: Promise<string>;
  readonly isOver: () => boolean;
}

/** Telephones of the tests, with SIP and media of their own. */
export interface Telephones {
  /** Calls a number; rejects with the status when it is refused. */
  dial(sipPort: number, number: string, options?: { readonly sdp?: string }): Promise<PhoneCall>;
  /** Dials without waiting. */
  ring(sipPort: number, number: string): Promise<OutgoingCall>;
  register(sipPort: number, extension: string, password: string): Promise<AgentTelephone>;
  mediaPid(): number | undefined;
  close(): Promise<void>;
}

export interface AgentTelephone {
  readonly calls: IncomingCall[];
  nextCall(): Promise<IncomingCall>;
  pickUp(call: IncomingCall): Promise<PhoneCall>;
}

export async function openTelephones(): Promise<Telephones> {
  const media = await startMediaServer({ bindHost: '127.0.0.1', log: silent });
  const endpoints: SipEndpoint[] = [];
  const caller = await openSipEndpoint({ host: '127.0.0.1', port: 0 });
  endpoints.push(caller);

  const invite = (sipPort: number, number: string, sdp: string): OutgoingCall => {
    const target = targetOfUri(`sip:${number}@127.0.0.1:${sipPort}`);
    if (target === null) throw new Error('no target');
    return caller.invite({ target, from: { user: '912345678', displayName: 'Maria' }, sdp, ringTimeoutMs: 20_000 });
  };

  return {
    async dial(sipPort, number, options = {}) {
      const session = await media.openSession();
      const local = localOf(session);
      const call = invite(sipPort, number, options.sdp ?? makeOffer(local));
      const answer = await new Promise<string>((resolve, reject) => {
        call.onAnswered(resolve);
        call.onFailed((status, reason) => reject(new Error(`${status} ${reason}`)));
      });
      const reading = readAnswer(answer, local);
      if (reading.outcome === 'rejected') throw new Error(reading.reason);
      await session.setRemote(reading.remote);
      return phoneCall(call, session);
    },
    async ring(sipPort, number) {
      return invite(sipPort, number, makeOffer(localOf(await media.openSession())));
    },
    async register(sipPort, extension, password) {
      const port = await registerPhone(sipPort, extension, password);
      const endpoint = await openSipEndpoint({ host: '127.0.0.1', port });
      endpoints.push(endpoint);
      return agentTelephone(endpoint, media);
    },
    mediaPid: () => media.pid(),
    async close() {
      await Promise.all(endpoints.map((endpoint) => endpoint.close()));
      await media.close();
    },
  };
}

function agentTelephone(endpoint: SipEndpoint, media: MediaServer): AgentTelephone {
  const calls: IncomingCall[] = [];
  endpoint.onIncomingCall((call) => {
    call.ring();
    calls.push(call);
  });
  return {
    calls,
    async nextCall() {
      for (;;) {
        const call = calls.shift();
        if (call !== undefined) return call;
        await sleep(10);
      }
    },
    async pickUp(call) {
      const session = await media.openSession();
      const negotiation = negotiateOffer(call.remoteSdp ?? '', localOf(session));
      if (negotiation.outcome === 'rejected') throw new Error(negotiation.reason);
      await session.setRemote(negotiation.remote);
      const acked = new Promise<void>((resolve) => call.onAcked(() => resolve()));
      call.answer(negotiation.answer);
      await acked;
      return phoneCall(call, session);
    },
  };
}

function localOf(session: MediaSession): LocalMedia {
  return { host: session.host, port: session.port, sessionId: 1, sessionVersion: 1 };
}

function phoneCall(call: Call, session: MediaSession): PhoneCall {
  let ended = false;
  const over = new Promise<string>((resolve) =>
    call.onEnded((why, by) => {
      ended = true;
      resolve(`${why} ${by}`);
    }),
  );
  return { call, session, over, isOver: () => ended };
}

/** Registers from a port of its own, which the phone then uses. Rejects with the answer's first line when refused. */
async function registerPhone(sipPort: number, extension: string, password: string): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  const send = async (sequence: number, authorization: string): Promise<string> => {
    const lines = [
      'REGISTER sip:127.0.0.1 SIP/2.0',
      `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bKregister${sequence}${port};rport`,
      'Max-Forwards: 70',
      `From: <sip:${extension}@127.0.0.1>;tag=phone`,
      `To: <sip:${extension}@127.0.0.1>`,
      `Call-ID: register-${port}`,
      `CSeq: ${sequence} REGISTER`,
      `Contact: <sip:${extension}@127.0.0.1:${port}>`,
      'Expires: 600',
      ...(authorization === '' ? [] : [authorization]),
      'Content-Length: 0',
    ];
    socket.send(`${lines.join('\r\n')}\r\n\r\n`, sipPort, '127.0.0.1');
    const [answer] = (await once(socket, 'message')) as [Buffer];
    return answer.toString();
  };
  const challenge = await send(1, '');
  const nonce = /nonce="([^"]+)"/.exec(challenge)?.[1] ?? '';
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  const uri = 'sip:127.0.0.1';
  const response = md5(`${digestHa1(extension, REALM, password)}:${nonce}:00000001:abc:auth:${md5(`REGISTER:${uri}`)}`);
  const answer = await send(
    2,
    `Authorization: Digest username="${extension}", realm="${REALM}", nonce="${nonce}", uri="${uri}", response="${response}", qop=auth, nc=00000001, cnonce="abc"`,
  );
  socket.close();
  if (!answer.startsWith('SIP/2.0 200')) throw new Error(answer.split('\r\n')[0]);
  return port;
}
