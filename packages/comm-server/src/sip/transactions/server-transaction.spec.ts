import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../time/virtual-clock.js';
import { createServerMachine } from './server-transaction.js';
import { standardTimings } from './timings.js';

const bytes = (status: number): Uint8Array => Uint8Array.of(status / 100);

const start = (isInvite: boolean) => {
  const clock = createVirtualClock();
  const sent: [at: number, statusClass: number | undefined][] = [];
  const counts = { timeouts: 0, terminated: 0 };
  const machine = createServerMachine({
    isInvite,
    clock,
    timings: standardTimings,
    send: (datagram) => void sent.push([clock.now(), datagram[0]]),
    onTimeout: () => void (counts.timeouts += 1),
    onTerminated: () => void (counts.terminated += 1),
  });
  return { clock, sent, counts, machine };
};

describe('an INVITE that we receive (RFC 3261 17.2.1)', () => {
  test('a repetition gets the last provisional response again', () => {
    const { sent, machine } = start(true);
    machine.receiveAgain();
    expect(sent).toEqual([]);
    machine.respond(100, bytes(100));
    machine.receiveAgain();
    expect(sent).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  test('a refusal is repeated up to every T2 until 64*T1, when no ACK comes', () => {
    const { clock, sent, counts, machine } = start(true);
    machine.respond(486, bytes(486));
    clock.advance(32_000);
    expect(sent.slice(0, 6).map(([at]) => at)).toEqual([0, 500, 1_500, 3_500, 7_500, 11_500]);
    expect(counts).toEqual({ timeouts: 1, terminated: 1 });
    expect(clock.pending()).toBe(0);
  });

  test('an ACK stops the repetition; further ACKs and INVITEs are absorbed for T4', () => {
    const { clock, sent, counts, machine } = start(true);
    machine.respond(486, bytes(486));
    machine.receiveAck();
    machine.receiveAck();
    machine.receiveAgain();
    clock.advance(4_999);
    expect(sent).toHaveLength(1);
    expect(counts.terminated).toBe(0);
    clock.advance(1);
    expect(counts).toEqual({ timeouts: 0, terminated: 1 });
  });

  test('after a 2xx repeated INVITEs are absorbed, and only the dialog repeats the 2xx (RFC 6026)', () => {
    const { clock, sent, counts, machine } = start(true);
    machine.respond(200, bytes(200));
    machine.receiveAgain();
    clock.advance(31_999);
    expect(sent).toHaveLength(1);
    machine.respond(200, bytes(200));
    machine.respond(486, bytes(486));
    expect(sent.map(([, kind]) => kind)).toEqual([2, 2]);
    clock.advance(1);
    expect(counts).toEqual({ timeouts: 0, terminated: 1 });
  });
});

describe('another request that we receive (RFC 3261 17.2.2)', () => {
  test('a repetition gets the final response again for 64*T1', () => {
    const { clock, sent, counts, machine } = start(false);
    machine.respond(200, bytes(200));
    machine.respond(500, bytes(500));
    clock.advance(31_999);
    machine.receiveAgain();
    expect(sent.map(([, kind]) => kind)).toEqual([2, 2]);
    clock.advance(1);
    machine.receiveAgain();
    expect(sent).toHaveLength(2);
    expect(counts).toEqual({ timeouts: 0, terminated: 1 });
  });
});
