import type { Clock, Timer } from '../time/clock.js';
import { type Repetition, repeatDoubling } from './repetition.js';
import type { Timings } from './timings.js';

export interface ServerMachineSetup {
  readonly isInvite: boolean;
  readonly clock: Clock;
  readonly timings: Timings;
  readonly send: (response: Uint8Array, isRetransmission: boolean) => void;
  /** No ACK came for a non-2xx final response (timer H). */
  readonly onTimeout: () => void;
  readonly onTerminated: () => void;
}

export type ServerState = 'proceeding' | 'completed' | 'confirmed' | 'accepted' | 'terminated';

export interface ServerMachine {
  readonly state: () => ServerState;
  /** The request came once more. */
  receiveAgain(): void;
  /** The ACK of a non-2xx final response came. */
  receiveAck(): void;
  /** A 2xx of an INVITE may be sent repeatedly: its retransmission is the user's business (RFC 3261 13.3.1.4). */
  respond(status: number, response: Uint8Array): void;
  terminate(): void;
}

/** Server transactions, INVITE (RFC 3261 17.2.1 with RFC 6026) and others (17.2.2), over an unreliable transport. */
export const createServerMachine = (setup: ServerMachineSetup): ServerMachine => {
  const { isInvite, clock, timings } = setup;
  const patience = 64 * timings.t1;
  let state: ServerState = 'proceeding';
  let last: Uint8Array | null = null;
  let repetition: Repetition | null = null;
  let ending: Timer | null = null;

  const terminate = (): void => {
    if (state === 'terminated') return;
    state = 'terminated';
    repetition?.stop();
    ending?.cancel();
    setup.onTerminated();
  };
  const resend = (): void => {
    if (last !== null) setup.send(last, true);
  };
  const finish = (status: number): void => {
    if (isInvite && status < 300) {
      state = 'accepted';
      ending = clock.after(patience, terminate); // timer L
      return;
    }
    state = 'completed';
    if (!isInvite) {
      ending = clock.after(patience, terminate); // timer J
      return;
    }
    repetition = repeatDoubling(clock, timings.t1, timings.t2, resend); // timer G
    ending = clock.after(patience, () => {
      terminate();
      setup.onTimeout();
    }); // timer H
  };

  return {
    state: () => state,
    receiveAgain: () => {
      // In `accepted` the dialog repeats the 2xx itself; in `confirmed` there is nothing more to say.
      if (state === 'proceeding' || state === 'completed') resend();
    },
    receiveAck: () => {
      if (state !== 'completed' || !isInvite) return;
      state = 'confirmed';
      repetition?.stop();
      ending?.cancel();
      ending = clock.after(timings.t4, terminate); // timer I
    },
    respond: (status, response) => {
      if (state === 'accepted' && status >= 200 && status < 300) {
        setup.send(response, true);
        return;
      }
      if (state !== 'proceeding') return;
      last = response;
      if (status >= 200) finish(status);
      setup.send(response, false);
    },
    terminate,
  };
};
