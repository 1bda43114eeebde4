import { type Dialog } from '../dialogs/dialog.js';
import { buildResponse } from '../messages/build-response.js';
import type { HeaderField, SipRequest } from '../messages/message.js';
import { tagOf } from '../messages/name-address.js';
import { userOfUri } from '../messages/uri.js';
import type { Timer } from '../time/clock.js';
import type { ServerTransaction } from '../transactions/transaction-layer.js';
import type { CallContext, LiveCall } from './call-context.js';
import { createCallLeg } from './call-leg.js';
import type { IncomingCall } from './call.js';

export interface ReceivedCall {
  readonly call: IncomingCall;
  /** The caller's CANCEL came. */
  cancel(): void;
}

/** RFC 3261 13.3.1.1: proxies drop a call that is silent for 3 minutes. */
const ringRepeatMs = 60_000;

/** In seconds. */
export const busyRetrySeconds = 5;

const joined = (fields: readonly HeaderField[]): ReadonlyMap<string, string> => {
  const headers = new Map<string, string>();
  for (const { name, value } of fields) {
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return headers;
};

const partiesOf = (request: SipRequest): Pick<IncomingCall, 'from' | 'to'> => ({
  from: {
    user: userOfUri(request.from.uri),
    displayName: request.from.displayName,
    uri: request.from.uri,
  },
  to: { user: userOfUri(request.uri), uri: request.uri },
});

/**
 * A call that rings at us. `dialog` is the one that the INVITE of `transaction` begins.
 * @param unansweredMs after that time without answer or rejection the caller gets 480
 */
export const createIncomingCall = (
  context: CallContext,
  transaction: ServerTransaction,
  dialog: Dialog,
  unansweredMs: number,
): ReceivedCall => {
  const { request, source } = transaction;
  const leg = createCallLeg(context, dialog, null);
  const toTag = tagOf(dialog.local) ?? '';
  let isOpen = true;
  let ringing: Timer | null = null;

  const closeInvite = (): void => {
    isOpen = false;
    ringing?.cancel();
    patience.cancel();
  };
  const refuse = (status: number, reason?: string): void => {
    closeInvite();
    // RFC 3261 21.5.4: who is told that we are busy is also told when to try again.
    const headers = status === 503 ? [{ name: 'retry-after', value: String(busyRetrySeconds) }] : [];
    transaction.respond(
      buildResponse(request, { status, toTag, headers, ...(reason === undefined ? {} : { reason }) }),
    );
  };
  const patience = context.clock.after(unansweredMs, () => {
    refuse(480);
    leg.end('timeout', 'local');
  });
  const sendRinging = (): void => {
    transaction.respond(buildResponse(request, { status: 180, toTag, headers: context.ownHeaders }));
    ringing = context.clock.after(ringRepeatMs, sendRinging);
  };
  const reject = (status: number, reason?: string): void => {
    if (!Number.isInteger(status) || status < 300 || status > 699) {
      throw new RangeError(`a call is rejected with a status of 300..699, not ${status}`);
    }
    if (!isOpen) return;
    refuse(status, reason);
    leg.discard();
    context.calls.delete(live);
  };

  const live: LiveCall = { shutdown: () => (isOpen ? reject(503) : leg.bye()) };
  context.calls.add(live);
  leg.onEnded(() => {
    context.calls.delete(live);
    // A BYE before the answer also ends the INVITE (RFC 3261 15.1.2).
    if (isOpen) refuse(487);
  });

  const call: IncomingCall = {
    id: request.callId,
    remote: source,
    ...partiesOf(request),
    headers: joined(request.headers),
    remoteSdp: request.body === '' ? null : request.body,
    ring: () => {
      if (isOpen && ringing === null) sendRinging();
    },
    answer: (sdp) => {
      if (!isOpen) return;
      closeInvite();
      leg.answer(transaction, sdp);
    },
    reject,
    bye: () => (isOpen ? reject(480) : leg.bye()),
    onEnded: leg.onEnded,
    onInfo: leg.onInfo,
    onReinvite: leg.onReinvite,
    onAcked: leg.onAcked,
  };
  return {
    call,
    cancel: () => {
      if (!isOpen) return;
      refuse(487);
      leg.end('cancelled', 'remote');
    },
  };
};
