import type { Socket } from 'node:dgram';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { G711Codec } from './rtp/g711.js';
import { FRAME_SAMPLES, STATIC_PAYLOAD, decodeG711, encodeG711 } from './rtp/g711.js';
import { digitSteps } from './rtp/digit-packets.js';
import type { RtpPacket } from './rtp/rtp-packet.js';
import { parseRtpPacket, serializeRtpPacket } from './rtp/rtp-packet.js';
import type { Digit } from './rtp/telephone-event.js';
import { serializeTelephoneEvent } from './rtp/telephone-event.js';

/** For the tests: a party with a UDP socket of its own that talks RTP to a media session. */
export interface Telephone {
  readonly port: number;
  readonly received: readonly RtpPacket[];
  /** All audio received so far, decoded, in the order of arrival. */
  readonly heard: () => Int16Array;
  /** Sends a tone of `frames` × 20 ms in real time. */
  readonly tone: (port: number, hertz: number, frames: number) => Promise<void>;
  readonly dial: (port: number, digits: readonly Digit[]) => Promise<void>;
  readonly send: (port: number, datagram: Uint8Array) => void;
  /** Waits until `enough` of what was received; fails by the test's own time limit. */
  readonly until: (enough: (received: readonly RtpPacket[]) => boolean) => Promise<void>;
  readonly close: () => void;
}

export const EVENT_PAYLOAD = 101;

export async function openTelephone(codec: G711Codec): Promise<Telephone> {
  const socket: Socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const received: RtpPacket[] = [];
  socket.on('message', (datagram) => {
    const packet = parseRtpPacket(datagram);
    if (packet === undefined) throw new Error('a media session sent a datagram that is not RTP');
    received.push(packet);
  });
  let sequence = 1000;
  let timestamp = 50_000;

  const send = (port: number, datagram: Uint8Array): void => socket.send(datagram, port, '127.0.0.1');
  const sendRtp = (port: number, payloadType: number, at: number, marker: boolean, payload: Uint8Array): void => {
    send(
      port,
      serializeRtpPacket({ payloadType, marker, sequence: sequence++ & 0xffff, timestamp: at, ssrc: 77, payload }),
    );
  };

  return {
    port: socket.address().port,
    received,
    heard() {
      const audio = received.filter(({ payloadType }) => payloadType === STATIC_PAYLOAD[codec]);
      return Int16Array.from(audio.flatMap(({ payload }) => [...decodeG711(codec, payload)]));
    },
    async tone(port, hertz, frames) {
      for (let frame = 0; frame < frames; frame += 1) {
        const samples = sine(hertz, FRAME_SAMPLES, frame * FRAME_SAMPLES);
        sendRtp(port, STATIC_PAYLOAD[codec], (timestamp += FRAME_SAMPLES), false, encodeG711(codec, samples));
        await sleep(20);
      }
    },
    async dial(port, digits) {
      for (const step of digits.flatMap((digit) => digitSteps(digit, 60, 60))) {
        if (step.kind === 'event') {
          if (step.first) timestamp += 1600;
          sendRtp(port, EVENT_PAYLOAD, timestamp, step.first, serializeTelephoneEvent(step.event));
        }
        await sleep(5);
      }
    },
    send,
    async until(enough) {
      while (!enough(received)) await sleep(10);
    },
    close: () => socket.close(),
  };
}

/** A sine of half the full scale, from sample number `from` on. */
export function sine(hertz: number, count: number, from = 0): Int16Array {
  return Int16Array.from(
    { length: count },
    (_, index) => 16_000 * Math.sin((2 * Math.PI * hertz * (from + index)) / 8000),
  );
}

/** The share of the signal's power at one frequency, 0 to 1 (Goertzel 1958). */
export function shareOfPower(samples: Int16Array, hertz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / 8000);
  let [one, two, power] = [0, 0, 0];
  for (const sample of samples) {
    [one, two] = [sample + coefficient * one - two, one];
    power += sample * sample;
  }
  const atFrequency = one * one + two * two - coefficient * one * two;
  return power === 0 ? 0 : (2 * atFrequency) / (power * samples.length);
}
