import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serializeRtpPacket } from '../rtp/rtp-packet.js';
import type { Address } from './address.js';
import { createReceiving } from './receiving.js';
import type { RelayedMedia } from './sending.js';
import { createSourceLatch } from './source-latch.js';

const negotiated: Address = { host: '198.51.100.9', port: 5004 };
const outside: Address = { host: '203.0.113.1', port: 31_000 };
const stranger: Address = { host: '203.0.113.66', port: 666 };
const format = { codec: 'PCMU' as const, payload: 0, telephoneEventPayload: 101 };

const datagram = (sequence: number, payloadType = 0): Uint8Array =>
  serializeRtpPacket({
    payloadType,
    marker: false,
    sequence,
    timestamp: sequence * 160,
    ssrc: 1,
    payload: new Uint8Array(160),
  });

function receiver(timeoutSeconds = 0) {
  const latch = createSourceLatch();
  const media: RelayedMedia[] = [];
  const events: string[] = [];
  const receiving = createReceiving({
    latch,
    timeoutSeconds,
    digit: ({ digit }) => events.push(digit),
    media: (one) => media.push(one),
    flood: () => events.push('flood'),
    timeout: () => events.push('timeout'),
  });
  const start = (): void => {
    latch.expect(negotiated);
    receiving.setFormat(format, 0);
  };
  return { latch, media, events, receiving, start };
}

describe('a receiving session', () => {
  it('learns the real address of a party behind NAT from its first packet and holds it', () => {
    const { latch, media, receiving, start } = receiver();
    start();
    receiving.receive(datagram(1), outside, 0);
    receiving.receive(datagram(2), stranger, 20);
    receiving.receive(datagram(3), outside, 40);
    expect(latch.target()).toEqual(outside);
    expect(media.map(({ packet }) => packet.sequence)).toEqual([1, 3]);
    expect(receiving.figures().dropped.foreign).toBe(1);
  });

  it('gives the negotiated address its due when a stranger was faster', () => {
    const { latch, media, receiving, start } = receiver();
    start();
    receiving.receive(datagram(1), stranger, 0);
    receiving.receive(datagram(2), negotiated, 20);
    receiving.receive(datagram(3), stranger, 40);
    expect(latch.target()).toEqual(negotiated);
    expect(media.map(({ packet }) => packet.sequence)).toEqual([1, 2]);
  });

  it('is not won by a datagram that is no packet of the call', () => {
    const { latch, receiving, start } = receiver();
    start();
    receiving.receive(Uint8Array.of(1, 2, 3), stranger, 0);
    receiving.receive(datagram(1, 34), stranger, 20);
    expect(latch.target()).toEqual(negotiated);
    expect(receiving.figures().dropped).toMatchObject({ malformed: 1, unknownPayload: 1 });
  });

  it('learns anew when the other side negotiates another address', () => {
    const { latch, receiving, start } = receiver();
    start();
    receiving.receive(datagram(1), outside, 0);
    latch.expect(negotiated);
    expect(latch.target()).toEqual(outside);
    latch.expect({ ...negotiated, port: 7000 });
    expect(latch.target()).toEqual({ ...negotiated, port: 7000 });
  });

  it('drops what comes before a remote side is set', () => {
    const { media, receiving } = receiver();
    receiving.receive(datagram(1), negotiated, 0);
    expect(media).toEqual([]);
    expect(receiving.figures().dropped.early).toBe(1);
  });

  it('passes its party on while strangers flood, and reports the flood once', () => {
    const { media, events, receiving, start } = receiver();
    start();
    for (let step = 0; step < 100; step += 1) {
      receiving.receive(datagram(step), negotiated, step * 20);
      for (let index = 0; index < 40; index += 1) receiving.receive(datagram(index), stranger, step * 20);
    }
    expect(media.length).toBe(100);
    expect(receiving.figures()).toMatchObject({ received: 100, lost: 0, dropped: { foreign: 4000, excess: 0 } });
    expect(events).toEqual(['flood']);
  });

  it('takes at most 200 packets a second of its own party, and 100 at once', () => {
    const { media, events, receiving, start } = receiver();
    start();
    for (let step = 0; step < 2000; step += 1) receiving.receive(datagram(step), negotiated, step);
    expect(media.length).toBeGreaterThanOrEqual(499);
    expect(media.length).toBeLessThanOrEqual(501);
    expect(receiving.figures().dropped.excess).toBe(2000 - media.length);
    expect(events).toEqual(['flood']);
  });

  it('reports silence on the wire once, and again after packets came', () => {
    const { events, receiving, start } = receiver(10);
    start();
    receiving.sweep(9999);
    expect(events).toEqual([]);
    receiving.sweep(10_000);
    receiving.sweep(30_000);
    expect(events).toEqual(['timeout']);
    receiving.receive(datagram(1), negotiated, 31_000);
    receiving.sweep(41_000);
    expect(events).toEqual(['timeout', 'timeout']);
  });

  it('never reports silence with the time-out off', () => {
    const { events, receiving, start } = receiver(0);
    start();
    receiving.sweep(1e9);
    expect(events).toEqual([]);
  });

  it('never throws, whatever arrives', () => {
    const { receiving, start } = receiver();
    start();
    let now = 0;
    const any = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.uint8Array({ minLength: 11, maxLength: 30 }).map((bytes) => Uint8Array.of(0x80, 101, ...bytes)),
    );
    fc.assert(
      fc.property(any, (bytes) => {
        receiving.receive(bytes, negotiated, (now += 20));
        receiving.sweep(now);
      }),
      { numRuns: 2000 },
    );
    const { received, dropped } = receiving.figures();
    expect(received + dropped.malformed + dropped.unknownPayload).toBe(2000);
  });
});
