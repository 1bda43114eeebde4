import type { RtpPacket } from './rtp-packet.js';
import { sequenceDistance } from './serial-numbers.js';
import { SAMPLE_RATE } from './g711.js';

export interface ReceptionFigures {
  readonly received: number;
  /** Expected less received (RFC 3550 A.3), never below 0; duplicates hide losses, as the RFC says. */
  readonly lost: number;
  /** Interarrival jitter in ms (RFC 3550 A.8). */
  readonly jitterMs: number;
}

export interface Reception {
  /** `arrivedAt` is a monotonic time in ms. */
  readonly count: (packet: RtpPacket, arrivedAt: number) => void;
  readonly figures: () => ReceptionFigures;
}

/** A jump beyond this is a restarted sender, not a loss (RFC 3550 A.1, MAX_DROPOUT). */
const MAXIMUM_DROPOUT = 3000;

interface Source {
  readonly ssrc: number;
  readonly first: number;
  /** Sequence number with its wrap-arounds counted in. */
  highest: number;
  received: number;
  transit: number;
  timestamp: number;
}

/** Counts one sender's packets; a new SSRC or a big jump begins a new count and keeps the losses so far. */
export function createReception(): Reception {
  let source: Source | undefined;
  let received = 0;
  let lostEarlier = 0;
  let jitter = 0;

  return {
    count(packet, arrivedAt) {
      received += 1;
      const transit = (arrivedAt * SAMPLE_RATE) / 1000 - packet.timestamp;
      const { ssrc, sequence, timestamp } = packet;
      const step = source === undefined ? 0 : sequenceDistance(sequence, source.highest & 0xffff);
      if (source === undefined || source.ssrc !== ssrc || Math.abs(step) > MAXIMUM_DROPOUT) {
        lostEarlier += source === undefined ? 0 : lostOf(source);
        source = { ssrc, first: sequence, highest: sequence, received: 1, transit, timestamp };
        return;
      }
      source.received += 1;
      if (step > 0) source.highest += step;
      // The packets of one telephone event share a timestamp, so their spacing says nothing about the network.
      if (timestamp !== source.timestamp) jitter += (Math.abs(transit - source.transit) - jitter) / 16;
      source.transit = transit;
      source.timestamp = timestamp;
    },

    figures() {
      const lost = lostEarlier + (source === undefined ? 0 : lostOf(source));
      return { received, lost, jitterMs: (jitter * 1000) / SAMPLE_RATE };
    },
  };
}

function lostOf(source: Source): number {
  return Math.max(0, source.highest - source.first + 1 - source.received);
}
