import type { SipResponse } from '../messages/message.js';
import type { Clock, Timer } from '../time/clock.js';
import { type Repetition, repeatDoubling } from './repetition.js';
import type { Timings } from './timings.js';

export interface ClientMachineSetup {
  readonly isInvite: boolean;
  readonly clock: Clock;
  readonly timings: Timings;
  /** Sends the request; the first time at once. */
  readonly sendRequest: (isRetransmission: boolean) => void;
  /** Sends the ACK of a non-2xx final response (RFC 3261 17.1.1.3). */
  readonly sendAck: (response: SipResponse) => void;
  /** Each provisional, the first final, and each 2xx of an INVITE again (they may be of forks, or lost ACKs). */
  readonly onResponse: (response: SipResponse) => void;
  /** No final response came (timer B or F). */
  readonly onTimeout: () => void;
  readonly onTerminated: () => void;
}

export interface ClientMachine {
  readonly state: () => ClientState;
  receive(response: SipResponse): void;
  terminate(): void;
}

export type ClientState = 'trying' | 'proceeding' | 'completed' | 'accepted' | 'terminated';

/** Client transactions, INVITE (RFC 3261 17.1.1 with RFC 6026) and others (17.1.2), over an unreliable transport. */
export const startClientMachine = (setup: ClientMachineSetup): ClientMachine => {
  const { isInvite, clock, timings } = setup;
  const patience = 64 * timings.t1;
  let state: ClientState = 'trying';
  let ending: Timer;
  const resend = (): void => setup.sendRequest(true);
  // Timer A doubles without bound, timer E up to T2.
  let repetition: Repetition = repeatDoubling(clock, timings.t1, isInvite ? patience : timings.t2, resend);

  const terminate = (): void => {
    if (state === 'terminated') return;
    state = 'terminated';
    repetition.stop();
    ending.cancel();
    setup.onTerminated();
  };
  const linger = (next: ClientState, milliseconds: number): void => {
    state = next;
    repetition.stop();
    ending.cancel();
    if (milliseconds > 0) ending = clock.after(milliseconds, terminate);
  };
  // Timers B and F
  ending = clock.after(patience, () => {
    terminate();
    setup.onTimeout();
  });

  const receiveProvisional = (response: SipResponse): void => {
    if (state === 'trying') {
      if (isInvite) linger('proceeding', 0);
      else {
        state = 'proceeding';
        repetition.stop();
        repetition = repeatDoubling(clock, timings.t2, timings.t2, resend);
      }
    }
    setup.onResponse(response);
  };
  const receiveFinal = (response: SipResponse): void => {
    if (!isInvite) {
      linger('completed', timings.t4); // timer K
    } else if (response.status < 300) {
      linger('accepted', patience); // timer M, RFC 6026
    } else {
      linger('completed', Math.max(patience, 32_000)); // timer D
      setup.sendAck(response);
    }
    setup.onResponse(response);
  };

  setup.sendRequest(false);
  return {
    state: () => state,
    receive: (response) => {
      if (state === 'trying' || state === 'proceeding') {
        if (response.status < 200) receiveProvisional(response);
        else receiveFinal(response);
      } else if (state === 'completed' && isInvite && response.status >= 300) setup.sendAck(response);
      else if (state === 'accepted' && response.status >= 200 && response.status < 300) setup.onResponse(response);
    },
    terminate,
  };
};
