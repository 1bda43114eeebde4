import type { Clock } from '../time/clock.js';
import { repeatDoubling } from '../transactions/repetition.js';
import type { Timings } from '../transactions/timings.js';

export interface AnswerDelivery {
  /** CSeq of the INVITE, and so of its ACK. */
  readonly sequence: number;
  stop(): void;
}

/** Sends a 2xx until its ACK stops it, or gives up after 64*T1 (RFC 3261 13.3.1.4). */
export const deliverAnswer = (
  sequence: number,
  { clock, timings }: { readonly clock: Clock; readonly timings: Timings },
  send: () => void,
  onGiveUp: () => void,
): AnswerDelivery => {
  const repetition = repeatDoubling(clock, timings.t1, timings.t2, send);
  const patience = clock.after(64 * timings.t1, () => {
    repetition.stop();
    onGiveUp();
  });
  send();
  return {
    sequence,
    stop: () => {
      repetition.stop();
      patience.cancel();
    },
  };
};
