import { describe, expect, test } from 'vitest';
import type { SipResponse } from '../messages/message.js';
import { createVirtualClock } from '../time/virtual-clock.js';
import { startClientMachine } from './client-transaction.js';
import { standardTimings } from './timings.js';

const response = (status: number): SipResponse => ({
  kind: 'response',
  status,
  reason: '',
  vias: [{ transport: 'UDP', host: 'a', port: null, parameters: [] }],
  from: { displayName: null, uri: 'sip:a@b', parameters: [] },
  to: { displayName: null, uri: 'sip:a@b', parameters: [] },
  callId: '1',
  cseq: { number: 1, method: 'INVITE' },
  headers: [],
  body: '',
});

const start = (isInvite: boolean) => {
  const clock = createVirtualClock();
  const sentAt: number[] = [];
  const statuses: number[] = [];
  const counts = { acks: 0, timeouts: 0, terminated: 0 };
  const machine = startClientMachine({
    isInvite,
    clock,
    timings: standardTimings,
    sendRequest: () => void sentAt.push(clock.now()),
    sendAck: () => void (counts.acks += 1),
    onResponse: ({ status }) => void statuses.push(status),
    onTimeout: () => void (counts.timeouts += 1),
    onTerminated: () => void (counts.terminated += 1),
  });
  return { clock, sentAt, statuses, counts, machine };
};

describe('an INVITE that we send (RFC 3261 17.1.1)', () => {
  test('is repeated at doubling intervals and given up after 64*T1', () => {
    const { clock, sentAt, counts } = start(true);
    clock.advance(31_999);
    expect(sentAt).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500, 31_500]);
    expect(counts.timeouts).toBe(0);
    clock.advance(1);
    expect(counts).toEqual({ acks: 0, timeouts: 1, terminated: 1 });
    expect(clock.pending()).toBe(0);
  });

  test('is not repeated once a provisional response came, and may ring for ever', () => {
    const { clock, sentAt, statuses, counts, machine } = start(true);
    clock.advance(600);
    machine.receive(response(180));
    clock.advance(3_600_000);
    expect(sentAt).toEqual([0, 500]);
    expect(statuses).toEqual([180]);
    expect(counts.timeouts).toBe(0);
  });

  test('acknowledges a refusal and each repetition of it, but reports it once', () => {
    const { clock, statuses, counts, machine } = start(true);
    for (let repetition = 0; repetition < 3; repetition += 1) machine.receive(response(486));
    expect(statuses).toEqual([486]);
    expect(counts.acks).toBe(3);
    clock.advance(32_000);
    expect(counts.terminated).toBe(1);
  });

  test('passes on each 2xx, whose ACK is not its business (RFC 6026)', () => {
    const { clock, statuses, counts, machine } = start(true);
    machine.receive(response(200));
    machine.receive(response(200));
    machine.receive(response(486));
    expect(statuses).toEqual([200, 200]);
    expect(counts.acks).toBe(0);
    clock.advance(32_000);
    expect(counts).toEqual({ acks: 0, timeouts: 0, terminated: 1 });
  });
});

describe('another request that we send (RFC 3261 17.1.2)', () => {
  test('is repeated at intervals of at most T2 and given up after 64*T1', () => {
    const { clock, sentAt, counts } = start(false);
    clock.advance(32_000);
    expect(sentAt.slice(0, 6)).toEqual([0, 500, 1_500, 3_500, 7_500, 11_500]);
    expect(counts.timeouts).toBe(1);
  });

  test('is repeated every T2 after a provisional response, and still given up', () => {
    const { clock, sentAt, counts, machine } = start(false);
    machine.receive(response(100));
    clock.advance(32_000);
    expect(sentAt).toEqual([0, 4_000, 8_000, 12_000, 16_000, 20_000, 24_000, 28_000]);
    expect(counts.timeouts).toBe(1);
  });

  test('absorbs repetitions of the final response for T4', () => {
    const { clock, statuses, counts, machine } = start(false);
    machine.receive(response(200));
    machine.receive(response(200));
    expect(statuses).toEqual([200]);
    clock.advance(4_999);
    expect(counts.terminated).toBe(0);
    clock.advance(1);
    expect(counts).toEqual({ acks: 0, timeouts: 0, terminated: 1 });
    expect(clock.pending()).toBe(0);
  });
});
