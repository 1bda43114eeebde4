import { describe, expect, it } from 'vitest';
import { createOutgoingStream } from './outgoing-stream.js';
import type { RtpPacket } from './rtp-packet.js';

const audio = new Uint8Array(160);
const origin = { ssrc: 99, sequence: 65_534, timestamp: 0xffff_ff00 };

const incoming = (sequence: number, timestamp: number, ssrc = 5): RtpPacket => ({
  payloadType: 8,
  marker: false,
  sequence: sequence & 0xffff,
  timestamp: timestamp >>> 0,
  ssrc,
  payload: audio,
});

describe('an outgoing stream', () => {
  it('numbers frames without a break across the wrap-arounds', () => {
    const stream = createOutgoingStream(origin);
    const packets = [0, 1, 2, 3].map((tick) => stream.frame(tick, 0, audio));
    expect(packets.map(({ sequence }) => sequence)).toEqual([65_534, 65_535, 0, 1]);
    expect(packets.map(({ timestamp }) => timestamp)).toEqual([0xffff_ff00, 0xffff_ffa0, 0x40, 0xe0]);
    expect(packets.map(({ marker }) => marker)).toEqual([true, false, false, false]);
  });

  it('lets the clock run through silence and marks the first frame after it', () => {
    const stream = createOutgoingStream({ ...origin, timestamp: 0 });
    stream.frame(0, 0, audio);
    const after = stream.frame(50, 0, audio);
    expect(after).toMatchObject({ sequence: 65_535, timestamp: 8000, marker: true });
  });

  it('relays another sender in its own numbers, for longer than the numbers last', () => {
    const stream = createOutgoingStream(origin);
    const first = stream.relayed(incoming(100, 5000), 0, 0, audio);
    expect(first).toMatchObject({ sequence: 65_534, ssrc: 99, marker: true, payloadType: 0 });
    let last = first;
    for (let step = 1; step <= 100_000; step += 1) {
      last = stream.relayed(incoming(100 + step, 5000 + step * 160), step, 0, audio);
    }
    expect(last?.sequence).toBe((65_534 + 100_000) & 0xffff);
    expect(last?.timestamp).toBe((0xffff_ff00 + 100_000 * 160) >>> 0);
    expect(last?.marker).toBe(false);
  });

  it('shows the losses and the order of a relayed sender', () => {
    const stream = createOutgoingStream({ ...origin, sequence: 0 });
    const order = [10, 11, 14, 13, 15].map((sequence) =>
      stream.relayed(incoming(sequence, sequence * 160), 0, 0, audio),
    );
    expect(order.map((packet) => packet?.sequence)).toEqual([0, 1, 4, 3, 5]);
  });

  it('goes on from a prompt to a relayed sender and back without repeating a number or going back in time', () => {
    const stream = createOutgoingStream({ ...origin, sequence: 0, timestamp: 0 });
    const packets = [
      stream.frame(0, 0, audio),
      stream.relayed(incoming(700, 9), 1, 0, audio),
      stream.relayed(incoming(701, 9 + 1600), 2, 0, audio), // its clock is ahead of ours
      stream.relayed(incoming(699, 0), 2, 0, audio), // a straggler of before
      stream.frame(3, 0, audio),
      stream.relayed(incoming(703, 9 + 1920), 4, 0, audio),
    ];
    expect(packets.map((packet) => packet?.sequence)).toEqual([0, 1, 2, undefined, 3, 4]);
    const times = packets.flatMap((packet) => (packet === undefined ? [] : [packet.timestamp]));
    expect(times).toEqual([...new Set(times)].toSorted((one, other) => one - other));
  });

  it('anchors a relayed sender anew when its source changes or it restarts its numbers', () => {
    const stream = createOutgoingStream({ ...origin, sequence: 0, timestamp: 0 });
    stream.relayed(incoming(10, 1000), 0, 0, audio);
    expect(stream.relayed(incoming(40_000, 77, 6), 1, 0, audio)).toMatchObject({
      sequence: 1,
      timestamp: 160,
      marker: true,
    });
    expect(stream.relayed(incoming(5, 3, 6), 2, 0, audio)).toMatchObject({ sequence: 2, timestamp: 320, marker: true });
  });

  it('keeps the timestamp of a digit while its packets go out', () => {
    const stream = createOutgoingStream({ ...origin, sequence: 0, timestamp: 0 });
    stream.frame(0, 0, audio);
    const at = stream.eventTimestamp(1);
    const events = [true, false, false].map((marker) => stream.event(at, marker, 101, Uint8Array.of(1, 0, 0, 160)));
    expect(events.map(({ timestamp }) => timestamp)).toEqual([160, 160, 160]);
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(stream.frame(4, 0, audio)).toMatchObject({ sequence: 4, timestamp: 640, marker: true });
  });
});
