import type { DetectedDigit } from '../rtp/digit-detector.js';
import { createDigitDetector } from '../rtp/digit-detector.js';
import type { G711Codec } from '../rtp/g711.js';
import { STATIC_PAYLOAD } from '../rtp/g711.js';
import type { ReceptionFigures } from '../rtp/reception.js';
import { createReception } from '../rtp/reception.js';
import type { RtpPacket } from '../rtp/rtp-packet.js';
import { parseRtpPacket } from '../rtp/rtp-packet.js';
import { OFFERED_TELEPHONE_EVENT_PAYLOAD } from '../sdp/session-terms.js';
import type { Address } from './address.js';
import { createFloodGuard } from './flood-guard.js';
import type { RelayedMedia, SendingFormat } from './sending.js';
import type { SourceLatch } from './source-latch.js';

/** Why packets were not taken, counted. */
export interface DroppedPackets {
  /** Before a remote side was set. */
  readonly early: number;
  /** From another source than the session's. */
  readonly foreign: number;
  /** From the session's source, above the rate. */
  readonly excess: number;
  readonly malformed: number;
  /** A payload type that was not negotiated. */
  readonly unknownPayload: number;
}

export interface ReceivingOptions {
  readonly latch: SourceLatch;
  /** Seconds without a packet until `timeout`; 0 = never. */
  readonly timeoutSeconds: number;
  readonly digit: (digit: DetectedDigit) => void;
  readonly media: (media: RelayedMedia) => void;
  readonly flood: () => void;
  readonly timeout: () => void;
}

/** All that one session receives. Times are monotonic ms. */
export interface Receiving {
  readonly setFormat: (format: SendingFormat, now: number) => void;
  readonly receive: (datagram: Uint8Array, source: Address, now: number) => void;
  /** To be called several times a second: ends abandoned digits, notices silence on the wire. */
  readonly sweep: (now: number) => void;
  figures(): ReceptionFigures & { readonly dropped: DroppedPackets };
}

export function createReceiving(options: ReceivingOptions): Receiving {
  const { latch } = options;
  const reception = createReception();
  const detector = createDigitDetector();
  const guard = createFloodGuard();
  const dropped = { early: 0, foreign: 0, excess: 0, malformed: 0, unknownPayload: 0 };
  let format: SendingFormat | undefined;
  let heardAt: number | undefined;
  let silent = false;

  const refusal = (source: Address, now: number): 'early' | 'foreign' | 'excess' | undefined => {
    const reason = format === undefined ? 'early' : latch.admits(source) ? undefined : 'foreign';
    const verdict = guard(reason === undefined ? 'own' : 'stranger', now);
    if (verdict.floodBegins) options.flood();
    return reason ?? (verdict.within ? undefined : 'excess');
  };

  const take = (packet: RtpPacket, kind: G711Codec | 'event', now: number): void => {
    heardAt = now;
    silent = false;
    reception.count(packet, now);
    if (kind === 'event') for (const digit of detector.receive(packet, now)) options.digit(digit);
    options.media({ packet, kind });
  };

  return {
    setFormat(next, now) {
      format = next;
      heardAt = now;
      silent = false;
    },

    receive(datagram, source, now) {
      const refused = refusal(source, now);
      if (refused !== undefined || format === undefined) {
        dropped[refused ?? 'early'] += 1;
        return;
      }
      const packet = parseRtpPacket(datagram);
      const kind = packet === undefined ? undefined : kindOf(packet.payloadType, format);
      if (packet === undefined || kind === undefined) {
        dropped[packet === undefined ? 'malformed' : 'unknownPayload'] += 1;
        return;
      }
      latch.hold(source);
      take(packet, kind, now);
    },

    sweep(now) {
      for (const digit of detector.expire(now)) options.digit(digit);
      const overdue = heardAt !== undefined && now - heardAt >= options.timeoutSeconds * 1000;
      if (options.timeoutSeconds <= 0 || silent || !overdue) return;
      silent = true;
      options.timeout();
    },

    figures: () => ({ ...reception.figures(), dropped: { ...dropped } }),
  };
}

/**
 * Audio by the negotiated payload type or G.711's static ones (the answer may have listed both laws), telephone events
 * by the other side's number or, as RFC 3264 5.1 has it, by the one we offered.
 */
function kindOf(payloadType: number, format: SendingFormat): G711Codec | 'event' | undefined {
  if (payloadType === format.payload) return format.codec;
  if (payloadType === STATIC_PAYLOAD.PCMU) return 'PCMU';
  if (payloadType === STATIC_PAYLOAD.PCMA) return 'PCMA';
  if (format.telephoneEventPayload === undefined) return undefined;
  const isEvent = payloadType === format.telephoneEventPayload || payloadType === OFFERED_TELEPHONE_EVENT_PAYLOAD;
  return isEvent ? 'event' : undefined;
}
