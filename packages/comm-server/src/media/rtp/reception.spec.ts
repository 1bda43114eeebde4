import { describe, expect, it } from 'vitest';
import { createReception } from './reception.js';
import type { RtpPacket } from './rtp-packet.js';

const packet = (sequence: number, timestamp: number, ssrc = 1): RtpPacket => ({
  payloadType: 0,
  marker: false,
  sequence: sequence & 0xffff,
  timestamp: timestamp >>> 0,
  ssrc,
  payload: new Uint8Array(160),
});

describe('the reception of a stream', () => {
  it('counts what was lost across the wrap-around of the sequence numbers', () => {
    const reception = createReception();
    for (const step of [0, 1, 2, 5, 4, 6]) reception.count(packet(65_533 + step, step * 160), step * 20);
    expect(reception.figures()).toMatchObject({ received: 6, lost: 1 });
  });

  it('keeps the losses when the sender changes, and does not take the change for a loss', () => {
    const reception = createReception();
    for (const step of [0, 2]) reception.count(packet(step, step * 160), step * 20);
    for (const step of [0, 1]) reception.count(packet(30_000 + step, step * 160, 2), 60 + step * 20);
    for (const step of [0, 1]) reception.count(packet(50_000 + step, step * 160, 2), 100 + step * 20);
    expect(reception.figures()).toMatchObject({ received: 6, lost: 1 });
  });

  it('knows no jitter of an even stream and the mean deviation of an uneven one', () => {
    const even = createReception();
    const uneven = createReception();
    for (let step = 0; step < 500; step += 1) {
      even.count(packet(step, step * 160), step * 20);
      uneven.count(packet(step, step * 160), step * 20 + (step % 2) * 4);
    }
    expect(even.figures().jitterMs).toBeCloseTo(0, 6);
    expect(uneven.figures().jitterMs).toBeCloseTo(4, 2);
  });
});
