import type { Socket } from 'node:dgram';
import type { DetectedDigit } from '../rtp/digit-detector.js';
import type { OutgoingStream } from '../rtp/outgoing-stream.js';
import type { ReceptionFigures } from '../rtp/reception.js';
import type { RtpPacket } from '../rtp/rtp-packet.js';
import { serializeRtpPacket } from '../rtp/rtp-packet.js';
import type { MediaDirection } from '../sdp/session-terms.js';
import type { Address } from './address.js';
import { createFloodShield } from './flood-shield.js';
import type { Pacer } from './pacer.js';
import type { DroppedPackets } from './receiving.js';
import { createReceiving } from './receiving.js';
import type { PlayOutcome, RelayedMedia, Sending, SendingFormat } from './sending.js';
import { createSending } from './sending.js';
import { createSourceLatch } from './source-latch.js';

/** The other side as negotiated; `address` is an IP address, and undefined while it takes nothing (0.0.0.0). */
export interface Remote {
  readonly address: Address | undefined;
  readonly format: SendingFormat;
  /** What we do: see `MediaDirection`. */
  readonly direction: MediaDirection;
}

export interface SessionStatistics extends ReceptionFigures {
  readonly sent: number;
  readonly dropped: DroppedPackets;
}

export interface SessionEvents {
  readonly digit: (digit: DetectedDigit) => void;
  readonly ended: (play: number, outcome: PlayOutcome) => void;
  readonly flood: () => void;
  readonly timeout: () => void;
}

/** One side of a call: a socket, what comes in on it and what goes out. */
export interface Session {
  readonly port: number;
  readonly sending: Omit<Sending, 'setFormat' | 'relay' | 'close'>;
  readonly setRemote: (remote: Remote) => void;
  readonly remote: () => Remote | undefined;
  /** Media of the bridged party, to be sent to ours. */
  readonly relay: (media: RelayedMedia) => void;
  /** Where our party's media goes; undefined: nowhere. */
  readonly relayTo: (target: ((media: RelayedMedia) => void) | undefined) => void;
  readonly sweep: (now: number) => void;
  readonly statistics: () => SessionStatistics;
  readonly close: () => void;
}

export interface SessionOptions {
  readonly socket: Socket;
  readonly pacer: Pacer;
  readonly stream: OutgoingStream;
  readonly timeoutSeconds: number;
  readonly events: SessionEvents;
  /** Monotonic ms. */
  readonly now: () => number;
}

export function createSession(options: SessionOptions): Session {
  const { socket, events, pacer, stream, now } = options;
  const latch = createSourceLatch();
  const shield = createFloodShield(socket);
  let remote: Remote | undefined;
  let relayTarget: ((media: RelayedMedia) => void) | undefined;
  let sent = 0;
  let open = true;

  const transmit = (packet: RtpPacket): void => {
    const maySend = remote?.direction === 'sendrecv' || remote?.direction === 'sendonly';
    const target = latch.target();
    if (!open || !maySend || remote?.address === undefined || target === undefined) return;
    // A failing send (no route, port closed) is a lost packet: RTP has no one to tell, the time-out tells of a dead party.
    const counted = (error: Error | null): void => {
      if (error === null) sent += 1;
    };
    if (shield.isUp()) socket.send(serializeRtpPacket(packet), counted);
    else socket.send(serializeRtpPacket(packet), target.port, target.host, counted);
  };

  const sending = createSending({ stream, pacer, transmit, ended: events.ended });
  const receiving = createReceiving({
    latch,
    timeoutSeconds: options.timeoutSeconds,
    digit: events.digit,
    flood: () => {
      // A learned address is not shielded: a stranger who was faster would lock the real party out.
      const source = latch.settled();
      if (source !== undefined) shield.raise(source);
      events.flood();
    },
    timeout: () => {
      const listening = remote?.direction === 'sendrecv' || remote?.direction === 'recvonly';
      if (listening) events.timeout();
    },
    media: (media) => {
      const listening = remote?.direction === 'sendrecv' || remote?.direction === 'recvonly';
      if (listening) relayTarget?.(media);
    },
  });

  socket.on('message', (datagram, source) =>
    receiving.receive(datagram, { host: source.address, port: source.port }, now()),
  );
  socket.on('error', () => undefined); // an ICMP refusal of one packet; see transmit

  return {
    port: socket.address().port,
    sending,
    setRemote(next) {
      remote = next;
      if (next.address !== undefined) latch.expect(next.address);
      shield.lowerUnless(latch.target());
      sending.setFormat(next.format);
      receiving.setFormat(next.format, now());
    },
    remote: () => remote,
    relay: sending.relay,
    relayTo(target) {
      relayTarget = target;
    },
    sweep: receiving.sweep,
    statistics: () => ({ ...receiving.figures(), sent }),
    close() {
      open = false;
      sending.close();
      socket.close();
    },
  };
}
