import type { RtpPacket } from './rtp-packet.js';
import { sequenceDistance, timestampDistance } from './serial-numbers.js';
import type { Digit } from './telephone-event.js';
import { DIGITS, MAXIMUM_EVENT_DURATION, parseTelephoneEvent } from './telephone-event.js';
import { SAMPLE_RATE } from './g711.js';

export interface DetectedDigit {
  readonly digit: Digit;
  /** How long the key was held, as far as the packets that arrived tell. */
  readonly durationMs: number;
}

export interface DigitDetector {
  /** Takes a packet of the telephone-event payload type; `now` is a monotonic time in ms. Returns the digits it completes. */
  readonly receive: (packet: RtpPacket, now: number) => readonly DetectedDigit[];
  /** Completes a digit whose end packets were all lost; to be called now and then. */
  readonly expire: (now: number) => readonly DetectedDigit[];
}

/** After so long without a packet an event counts as ended (RFC 4733 2.5.2.2 suggests a few packet times). */
const ABANDONED_AFTER_MS = 200;
/** A packet that looks old is a straggler of the network within this time, and a sender that restarted its numbers after it. */
const STRAGGLER_MS = 300;

interface PressedKey {
  readonly event: number;
  readonly ssrc: number;
  readonly timestamp: number;
  readonly sequence: number;
  /** Timestamp units of earlier segments of a long event (RFC 4733 2.5.1.3). */
  readonly earlier: number;
  readonly duration: number;
  readonly reported: boolean;
  readonly seenAt: number;
}

/**
 * Turns telephone-event packets into digits, each exactly once: updates, the three end packets, network duplicates and
 * late packets of one key press share its timestamp; segments of an event over 8.19 s are one digit.
 */
export function createDigitDetector(): DigitDetector {
  let key: PressedKey | undefined;

  const report = (now: number): readonly DetectedDigit[] => {
    if (key === undefined || key.reported) return [];
    const { event, earlier, duration } = key;
    key = { ...key, reported: true, seenAt: now };
    const digit = DIGITS[event];
    if (digit === undefined) return [];
    return [{ digit, durationMs: Math.round(((earlier + duration) * 1000) / SAMPLE_RATE) }];
  };

  return {
    receive(packet, now) {
      const event = parseTelephoneEvent(packet.payload);
      if (event === undefined) return [];
      const kind = key === undefined ? 'press' : classify(key, packet, event.event, event.end, now);
      if (kind === 'old') return [];
      let completed: readonly DetectedDigit[] = [];
      if (kind === 'press' || key === undefined) {
        completed = report(now);
        const { ssrc, timestamp, sequence } = packet;
        const { duration } = event;
        key = {
          event: event.event,
          ssrc,
          timestamp,
          sequence,
          earlier: 0,
          duration,
          reported: false,
          seenAt: now,
        };
      } else if (kind === 'segment') {
        const earlier = key.earlier + timestampDistance(packet.timestamp, key.timestamp);
        key = {
          ...key,
          timestamp: packet.timestamp,
          sequence: packet.sequence,
          earlier,
          duration: event.duration,
          seenAt: now,
        };
      } else {
        const sequence = sequenceDistance(packet.sequence, key.sequence) > 0 ? packet.sequence : key.sequence;
        key = { ...key, sequence, duration: Math.max(key.duration, event.duration), seenAt: now };
      }
      return event.end ? [...completed, ...report(now)] : completed;
    },

    expire(now) {
      return key !== undefined && now - key.seenAt >= ABANDONED_AFTER_MS ? report(now) : [];
    },
  };
}

function classify(
  key: PressedKey,
  packet: RtpPacket,
  event: number,
  end: boolean,
  now: number,
): 'press' | 'update' | 'segment' | 'old' {
  if (packet.ssrc !== key.ssrc) return 'press';
  const ahead = timestampDistance(packet.timestamp, key.timestamp);
  const later = sequenceDistance(packet.sequence, key.sequence) > 0;
  // Senders that start every digit at the same timestamp (sipp's play_dtmf, replayed captures) are told apart by the
  // marker of a first packet, with a later sequence number or after a pause no straggler survives.
  const starts = packet.marker && !end && (later || now - key.seenAt > STRAGGLER_MS);
  if (ahead === 0 && event === key.event) {
    if (!key.reported) return 'update';
    return starts ? 'press' : 'old';
  }
  if (ahead > 0) return continues(key, packet, event, ahead) ? 'segment' : 'press';
  return starts ? 'press' : 'old';
}

function continues(key: PressedKey, packet: RtpPacket, event: number, ahead: number): boolean {
  return (
    !key.reported &&
    !packet.marker &&
    event === key.event &&
    (ahead === MAXIMUM_EVENT_DURATION || ahead === key.duration)
  );
}
