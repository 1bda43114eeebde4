import type { Digit } from '../rtp/telephone-event.js';
import { serializeTelephoneEvent } from '../rtp/telephone-event.js';
import type { DigitStep } from '../rtp/digit-packets.js';
import { digitSteps } from '../rtp/digit-packets.js';
import type { G711Codec } from '../rtp/g711.js';
import { transcodeG711 } from '../rtp/g711.js';
import type { OutgoingStream } from '../rtp/outgoing-stream.js';
import type { RtpPacket } from '../rtp/rtp-packet.js';
import type { Pacer } from './pacer.js';
import type { Playlist } from './playlist.js';

export type PlayOutcome = 'played' | 'stopped';

/** How the other side takes what we send. */
export interface SendingFormat {
  readonly codec: G711Codec;
  readonly payload: number;
  readonly telephoneEventPayload?: number;
}

/** What arrived from the other party of a bridge. */
export interface RelayedMedia {
  readonly packet: RtpPacket;
  /** The law of an audio packet, or a telephone event. */
  readonly kind: G711Codec | 'event';
}

export interface SendingOptions {
  readonly stream: OutgoingStream;
  readonly pacer: Pacer;
  readonly transmit: (packet: RtpPacket) => void;
  readonly ended: (play: number, outcome: PlayOutcome) => void;
}

/** All that one session sends; own digits come before own prompts, both before the bridged party's audio. */
export interface Sending {
  readonly setFormat: (format: SendingFormat) => void;
  /** Announces a play whose prompts are still being read; it takes the place of the one before. */
  readonly reserve: (play: number) => void;
  /** Starts a reserved play of G.711 under `codec`; one that was stopped meanwhile is not started. */
  readonly start: (play: number, playlist: Playlist, codec: G711Codec) => void;
  /** Ends the current play, if there is one. */
  readonly stop: () => void;
  /** Queues digits; calls `done` when the last one is sent. False: the other side takes no telephone events. */
  readonly sendDigits: (digits: readonly Digit[], durationMs: number, pauseMs: number, done: () => void) => boolean;
  readonly relay: (media: RelayedMedia) => void;
  readonly close: () => void;
}

interface Play {
  readonly play: number;
  readonly source: { readonly playlist: Playlist; readonly codec: G711Codec } | undefined;
}

type QueuedStep = DigitStep | { readonly kind: 'done'; readonly done: () => void };

export function createSending(options: SendingOptions): Sending {
  const { stream, pacer } = options;
  let format: SendingFormat | undefined;
  let current: Play | undefined;
  let steps: readonly QueuedStep[] = [];
  let eventTimestamp = 0;

  const end = (outcome: PlayOutcome): void => {
    if (current === undefined) return;
    const { play } = current;
    current = undefined;
    options.ended(play, outcome);
  };

  const sendStep = (step: DigitStep, tick: number): void => {
    const payload = format?.telephoneEventPayload;
    if (step.kind === 'pause' || payload === undefined) return;
    if (step.first) eventTimestamp = stream.eventTimestamp(tick);
    options.transmit(stream.event(eventTimestamp, step.first, payload, serializeTelephoneEvent(step.event)));
  };

  const paced = (tick: number): void => {
    const [step, ...later] = steps;
    if (step !== undefined && step.kind !== 'done') {
      steps = later;
      sendStep(step, tick);
      return;
    }
    if (step !== undefined) {
      steps = later;
      step.done();
    }
    const frame = current?.source?.playlist();
    if (frame !== undefined && current?.source !== undefined && format !== undefined) {
      const audio = transcodeG711(frame, current.source.codec, format.codec);
      options.transmit(stream.frame(tick, format.payload, audio));
      return;
    }
    if (current?.source !== undefined) end('played');
    if (steps.length === 0 && current?.source === undefined) pacer.remove(paced);
  };

  return {
    setFormat(next) {
      format = next;
    },
    reserve(play) {
      end('stopped');
      current = { play, source: undefined };
    },
    start(play, playlist, codec) {
      if (current?.play !== play) return;
      current = { play, source: { playlist, codec } };
      pacer.add(paced);
    },
    stop: () => end('stopped'),
    sendDigits(digits, durationMs, pauseMs, done) {
      if (format?.telephoneEventPayload === undefined) return false;
      steps = [...steps, ...digits.flatMap((digit) => digitSteps(digit, durationMs, pauseMs)), { kind: 'done', done }];
      pacer.add(paced);
      return true;
    },
    relay({ packet, kind }) {
      if (format === undefined || current !== undefined || steps.length > 0) return;
      const payload = kind === 'event' ? format.telephoneEventPayload : format.payload;
      if (payload === undefined) return;
      const body = kind === 'event' ? packet.payload : transcodeG711(packet.payload, kind, format.codec);
      const relayed = stream.relayed(packet, pacer.tick(), payload, body);
      if (relayed !== undefined) options.transmit(relayed);
    },
    close() {
      pacer.remove(paced);
      end('stopped');
      steps = [];
    },
  };
}
