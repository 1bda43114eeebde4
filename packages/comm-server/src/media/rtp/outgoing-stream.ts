import { FRAME_SAMPLES } from './g711.js';
import type { RtpPacket } from './rtp-packet.js';
import { sequenceAfter, sequenceDistance, timestampAfter, timestampDistance } from './serial-numbers.js';

/**
 * The numbering of what one session sends: one SSRC, sequence numbers without a break, timestamps that follow the
 * 20 ms clock also through silence (RFC 3550 5.1), whoever makes the audio: a prompt, a digit, the other party.
 */
export interface OutgoingStream {
  /** The next packet of our own audio, of the 20 ms step `tick`. Marker: the first after silence or another maker. */
  readonly frame: (tick: number, payloadType: number, payload: Uint8Array) => RtpPacket;
  /** The timestamp of an event that begins at `tick`. */
  readonly eventTimestamp: (tick: number) => number;
  /** The next packet of an own event with the timestamp of its beginning. */
  readonly event: (timestamp: number, marker: boolean, payloadType: number, payload: Uint8Array) => RtpPacket;
  /** `packet` of another sender in this numbering: its losses, order and spacing stay visible. Undefined: too old to fit. */
  readonly relayed: (
    packet: RtpPacket,
    tick: number,
    payloadType: number,
    payload: Uint8Array,
  ) => RtpPacket | undefined;
}

/** First values, random per RFC 3550 5.1 (sequence, timestamp) and 8 (SSRC). */
export interface StreamOrigin {
  readonly ssrc: number;
  readonly sequence: number;
  readonly timestamp: number;
}

/** Where a relayed sender's numbers meet ours. */
interface Anchor {
  readonly ssrc: number;
  readonly sequenceOffset: number;
  readonly timestampOffset: number;
  /** How many of our sequence numbers the relayed sender has used so far. */
  used: number;
}

/** A relayed sender that jumps further than this has restarted its numbers: it is anchored anew. */
const MAXIMUM_JUMP = 3000;

export function createOutgoingStream(origin: StreamOrigin): OutgoingStream {
  let clockOrigin = origin.timestamp;
  let lastSequence = sequenceAfter(origin.sequence, -1);
  let lastTimestamp: number | undefined;
  let lastFrameTick: number | undefined;
  let anchor: Anchor | undefined;

  /** The clock's timestamp for a step, moved on when a relayed stream ran ahead of it: timestamps never go back. */
  const clockTimestamp = (tick: number): number => {
    const timestamp = timestampAfter(clockOrigin, tick * FRAME_SAMPLES);
    if (lastTimestamp === undefined || timestampDistance(timestamp, lastTimestamp) > 0) return timestamp;
    const moved = timestampAfter(lastTimestamp, FRAME_SAMPLES);
    clockOrigin = timestampAfter(clockOrigin, timestampDistance(moved, timestamp));
    return moved;
  };

  const packet = (sequence: number, timestamp: number, marker: boolean, payloadType: number, payload: Uint8Array) => ({
    payloadType,
    marker,
    sequence,
    timestamp,
    ssrc: origin.ssrc,
    payload,
  });

  const own = (timestamp: number, marker: boolean, payloadType: number, payload: Uint8Array): RtpPacket => {
    anchor = undefined;
    lastSequence = sequenceAfter(lastSequence, 1);
    lastTimestamp = timestamp;
    return packet(lastSequence, timestamp, marker, payloadType, payload);
  };

  return {
    frame(tick, payloadType, payload) {
      const marker = lastFrameTick === undefined || tick !== lastFrameTick + 1;
      lastFrameTick = tick;
      return own(clockTimestamp(tick), marker, payloadType, payload);
    },

    eventTimestamp: clockTimestamp,

    event(timestamp, marker, payloadType, payload) {
      lastFrameTick = undefined;
      return own(timestamp, marker, payloadType, payload);
    },

    relayed(incoming, tick, payloadType, payload) {
      lastFrameTick = undefined;
      const fresh = anchor === undefined || restarts(anchor, incoming, lastSequence);
      if (anchor === undefined || fresh) {
        const sequenceOffset = lastSequence + 1 - incoming.sequence;
        const timestampOffset = clockTimestamp(tick) - incoming.timestamp;
        anchor = { ssrc: incoming.ssrc, sequenceOffset, timestampOffset, used: 0 };
      }
      const sequence = sequenceAfter(incoming.sequence, anchor.sequenceOffset);
      const timestamp = timestampAfter(incoming.timestamp, anchor.timestampOffset);
      const ahead = sequenceDistance(sequence, lastSequence);
      if (ahead <= -anchor.used) return undefined;
      if (ahead > 0) {
        anchor.used += ahead;
        lastSequence = sequence;
        lastTimestamp = timestamp;
      }
      return packet(sequence, timestamp, fresh || incoming.marker, payloadType, payload);
    },
  };
}

function restarts(anchor: Anchor, incoming: RtpPacket, lastSequence: number): boolean {
  if (anchor.ssrc !== incoming.ssrc) return true;
  const sequence = sequenceAfter(incoming.sequence, anchor.sequenceOffset);
  return Math.abs(sequenceDistance(sequence, lastSequence)) > MAXIMUM_JUMP;
}
