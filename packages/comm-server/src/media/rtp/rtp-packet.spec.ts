import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRtpPacket, serializeRtpPacket } from './rtp-packet.js';

const header = (first: number, second: number): number[] => [first, second, 0, 1, 0, 0, 0, 160, 0, 0, 0, 7];

describe('an RTP packet', () => {
  it('is read back as it was written', () => {
    const packets = fc.record({
      payloadType: fc.integer({ min: 0, max: 127 }).filter((type) => type < 64 || type > 95),
      marker: fc.boolean(),
      sequence: fc.integer({ min: 0, max: 0xffff }),
      timestamp: fc.integer({ min: 0, max: 0xffffffff }),
      ssrc: fc.integer({ min: 0, max: 0xffffffff }),
      payload: fc.uint8Array({ maxLength: 320 }),
    });
    fc.assert(
      fc.property(packets, (packet) => {
        const read = parseRtpPacket(serializeRtpPacket(packet));
        expect({ ...read, payload: [...(read?.payload ?? [])] }).toEqual({ ...packet, payload: [...packet.payload] });
      }),
    );
  });

  it('never makes the reader throw, whatever a datagram holds', () => {
    const almost = fc
      .uint8Array({ maxLength: 60 })
      .map((bytes) => Uint8Array.from([0x80 | ((bytes[0] ?? 0) & 0x3f), ...bytes]));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), almost), (datagram) => {
        const packet = parseRtpPacket(datagram);
        expect(packet === undefined || packet.payload.length <= datagram.length - 12).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('is read without its contributing sources, header extension and padding', () => {
    const datagram = [...header(0xb1, 0), 1, 1, 1, 1, 0xbe, 0xde, 0, 1, 2, 2, 2, 2, 42, 43, 0, 0, 3];
    expect([...(parseRtpPacket(Uint8Array.from(datagram))?.payload ?? [])]).toEqual([42, 43]);
  });

  it('is refused when it is cut short, padded beyond its length, of another version or RTCP', () => {
    const refused = [
      header(0x80, 0).slice(0, 11),
      [...header(0xa0, 0), 0, 200],
      [...header(0xa0, 0), 0, 0],
      [...header(0x90, 0), 0, 0],
      [...header(0x90, 0), 0, 0, 0, 9],
      header(0x8f, 0),
      header(0x40, 0),
      header(0x80, 200),
    ];
    for (const datagram of refused) expect(parseRtpPacket(Uint8Array.from(datagram))).toBeUndefined();
  });
});
