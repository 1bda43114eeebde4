import { FRAME_MILLISECONDS, FRAME_SAMPLES, SAMPLE_RATE } from './g711.js';
import type { Digit, TelephoneEvent } from './telephone-event.js';
import { DIGITS, MAXIMUM_EVENT_DURATION } from './telephone-event.js';

/** What one 20 ms step of sending a digit puts on the wire; the event's RTP timestamp is that of its first step. */
export type DigitStep =
  | { readonly kind: 'event'; readonly first: boolean; readonly event: TelephoneEvent }
  | { readonly kind: 'pause' };

const TONE_LEVEL = 10;
const END_PACKETS = 3; // RFC 4733 2.5.1.4: the last packet is sent three times in all

/**
 * The steps of one key press: an update every 20 ms, the end three times, then a pause, so that the next digit is a
 * separate one for every receiver. `durationMs` is rounded up to frames, 40 to 8000; `pauseMs` counts from the release.
 */
export function digitSteps(digit: Digit, durationMs: number, pauseMs: number): readonly DigitStep[] {
  const event = DIGITS.indexOf(digit);
  const longest = Math.floor(MAXIMUM_EVENT_DURATION / SAMPLE_RATE) * 1000;
  const frames = Math.ceil(Math.min(Math.max(durationMs, 40), longest) / FRAME_MILLISECONDS);
  const pauses = Math.max(0, Math.ceil(pauseMs / FRAME_MILLISECONDS) - END_PACKETS);
  const step = (frame: number, end: boolean): DigitStep => ({
    kind: 'event',
    first: frame === 1 && !end,
    event: { event, end, volume: TONE_LEVEL, duration: frame * FRAME_SAMPLES },
  });
  return [
    ...Array.from({ length: frames - 1 }, (_, index) => step(index + 1, false)),
    ...Array.from({ length: END_PACKETS }, () => step(frames, true)),
    ...Array.from({ length: pauses }, (): DigitStep => ({ kind: 'pause' })),
  ];
}
