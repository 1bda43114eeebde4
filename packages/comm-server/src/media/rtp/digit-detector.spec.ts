import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DetectedDigit } from './digit-detector.js';
import { createDigitDetector } from './digit-detector.js';
import { digitSteps } from './digit-packets.js';
import type { RtpPacket } from './rtp-packet.js';
import type { Digit } from './telephone-event.js';
import { DIGITS, serializeTelephoneEvent } from './telephone-event.js';

interface Timed {
  readonly at: number;
  readonly packet: RtpPacket;
}

const packet = (
  event: number,
  sequence: number,
  timestamp: number,
  duration: number,
  more: { end?: boolean; marker?: boolean; ssrc?: number } = {},
): RtpPacket => ({
  payloadType: 101,
  marker: more.marker ?? false,
  sequence,
  timestamp,
  ssrc: more.ssrc ?? 7,
  payload: serializeTelephoneEvent({ event, end: more.end ?? false, volume: 10, duration }),
});

/** The packets a phone sends for these keys, 20 ms apart. */
function dialled(digits: readonly Digit[], durationMs = 100): readonly Timed[] {
  const steps = digits.flatMap((digit) => digitSteps(digit, durationMs, 60));
  let sequence = 65_530;
  let start = 0xffff_ff00;
  return steps.flatMap((step, index) => {
    if (step.kind === 'pause') return [];
    if (step.first) start = (0xffff_ff00 + index * 160) >>> 0;
    sequence = (sequence + 1) & 0xffff;
    const { event, end, duration } = step.event;
    return [{ at: index * 20, packet: packet(event, sequence, start, duration, { end, marker: step.first }) }];
  });
}

function detect(packets: readonly Timed[]): readonly DetectedDigit[] {
  const detector = createDigitDetector();
  const last = packets.at(-1)?.at ?? 0;
  return [...packets.flatMap(({ packet: given, at }) => detector.receive(given, at)), ...detector.expire(last + 1000)];
}

const keys = (found: readonly DetectedDigit[]): string => found.map(({ digit }) => digit).join('');

describe('the digit detector', () => {
  it('hears every key once, with the time it was held', () => {
    const found = detect(dialled([...DIGITS, '5', '5', '5']));
    expect(keys(found)).toBe('0123456789*#ABCD555');
    expect(found.every(({ durationMs }) => durationMs === 100)).toBe(true);
  });

  it('hears every key once when the network loses, doubles and swaps packets', () => {
    const digits = fc.array(fc.constantFrom(...DIGITS), { minLength: 1, maxLength: 6 });
    const faults = fc.infiniteStream(fc.constantFrom('keep', 'keep', 'keep', 'double', 'swap', 'lose'));
    fc.assert(
      fc.property(digits, faults, (pressed, stream) => {
        const arriving: Timed[] = [];
        let lost = 0;
        for (const timed of dialled(pressed)) {
          const fault = stream.next().value;
          // Never lose all of a key: of its seven packets at most four in a row go missing here.
          lost = fault === 'lose' && lost < 4 ? lost + 1 : 0;
          if (lost > 0) continue;
          arriving.push(timed);
          if (fault === 'double') arriving.push({ ...timed });
          const before = arriving.at(-2);
          if (fault === 'swap' && before !== undefined) arriving.splice(-2, 2, timed, { ...before, at: timed.at });
        }
        expect(keys(detect(arriving))).toBe(pressed.join(''));
      }),
      { numRuns: 500 },
    );
  });

  it('reports a key whose end packets are all lost once it has been quiet for a while', () => {
    const detector = createDigitDetector();
    detector.receive(packet(3, 1, 800, 160, { marker: true }), 0);
    detector.receive(packet(3, 2, 800, 320), 20);
    expect(detector.expire(100)).toEqual([]);
    expect(detector.expire(300)).toEqual([{ digit: '3', durationMs: 40 }]);
    expect(detector.receive(packet(3, 3, 800, 480, { end: true }), 310)).toEqual([]);
    expect(detector.expire(900)).toEqual([]);
  });

  it('counts a key held for longer than one event can tell as one digit', () => {
    const segments = [
      packet(9, 1, 1000, 0xffff, { marker: true }),
      packet(9, 2, (1000 + 0xffff) >>> 0, 160),
      packet(9, 3, (1000 + 0xffff) >>> 0, 800, { end: true }),
    ];
    const found = detect(segments.map((given, index) => ({ packet: given, at: index * 20 })));
    expect(found).toEqual([{ digit: '9', durationMs: Math.round((0xffff + 800) / 8) }]);
  });

  it('hears the same key again from a sender that begins every key at the same timestamp', () => {
    const press = (sequence: number, at: number): readonly Timed[] => [
      { at, packet: packet(1, sequence, 24_000, 160, { marker: true }) },
      { at: at + 20, packet: packet(1, sequence + 1, 24_000, 320, { end: true }) },
      { at: at + 20, packet: packet(1, sequence + 2, 24_000, 320, { end: true }) },
    ];
    expect(keys(detect([...press(1, 0), ...press(4, 200)]))).toBe('11');
    // A replayed capture repeats even its sequence numbers; the pause tells.
    expect(keys(detect([...press(1, 0), ...press(1, 1000)]))).toBe('11');
  });

  it('hears a key of a sender whose timestamps went back', () => {
    const first = packet(1, 1, 90_000, 320, { end: true });
    const second = packet(2, 2, 24_000, 160, { marker: true });
    const end = packet(2, 3, 24_000, 320, { end: true });
    expect(keys(detect([first, second, end].map((given, index) => ({ packet: given, at: index * 100 }))))).toBe('12');
  });

  it('ignores events that are no keys, and payloads that are no events', () => {
    const flash = packet(16, 1, 0, 160, { end: true, marker: true });
    const short = { ...flash, timestamp: 500, payload: Uint8Array.of(1, 2) };
    expect(detect([flash, short].map((given) => ({ packet: given, at: 0 })))).toEqual([]);
  });

  it('never throws, whatever the packets hold', () => {
    const detector = createDigitDetector();
    const given = fc.record({
      payloadType: fc.constant(101),
      marker: fc.boolean(),
      sequence: fc.nat(0xffff),
      timestamp: fc.nat(0xffff_ffff),
      ssrc: fc.nat(2),
      payload: fc.uint8Array({ maxLength: 6 }),
    });
    fc.assert(
      fc.property(given, fc.nat(100_000), (any, now) => {
        for (const { durationMs } of detector.receive(any, now)) expect(durationMs).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1000 },
    );
  });
});
