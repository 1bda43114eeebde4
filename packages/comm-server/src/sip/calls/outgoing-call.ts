import { dialogOfAnswer, nextHop, requestInDialog } from '../dialogs/dialog.js';
import { createListeners, createOnceListeners } from '../listeners/listeners.js';
import { contentType } from '../messages/header-access.js';
import type { HeaderField, SipRequest, SipResponse } from '../messages/message.js';
import { tagOf } from '../messages/name-address.js';
import { reasonPhrase } from '../messages/reason-phrases.js';
import { serializeMessage } from '../messages/serialize-message.js';
import { escapeUser } from '../messages/uri.js';
import { cancellationOf } from '../transactions/acknowledgement.js';
import type { RemoteAddress } from '../transport/remote-address.js';
import type { CallContext, LiveCall } from './call-context.js';
import { type CallLeg, createCallLeg, sdpHeader } from './call-leg.js';
import type { CallInfo, EndedBy, EndReason, OutgoingCall } from './call.js';

/** Whom to call and where to send it. */
export interface SipTarget {
  /** The request URI: of a registered phone, its Contact. */
  readonly uri: string;
  readonly address: RemoteAddress;
  /** All further requests go to `address` too, whatever Contact the peer names: for phones behind a NAT. */
  readonly pinned?: boolean;
}

export interface InviteOptions {
  readonly target: SipTarget;
  /** Shown to the called party; the host is ours. An empty user becomes `anonymous`. */
  readonly from: { readonly user: string; readonly displayName?: string };
  /** The offer. */
  readonly sdp: string;
  /** From now until the answer, else the call is cancelled and fails with 408. */
  readonly ringTimeoutMs: number;
  /** Added to the INVITE. Line breaks in values become spaces. */
  readonly headers?: readonly HeaderField[];
}

const inviteOf = (context: CallContext, options: InviteOptions): SipRequest => ({
  kind: 'request',
  method: 'INVITE',
  uri: options.target.uri,
  vias: [context.newVia()],
  from: {
    displayName: options.from.displayName ?? null,
    uri: `sip:${escapeUser(options.from.user || 'anonymous')}@${context.ownHostPort}`,
    parameters: [{ name: 'tag', value: context.newToken() }],
  },
  to: { displayName: null, uri: options.target.uri, parameters: [] },
  callId: context.newToken(),
  cseq: { number: 1, method: 'INVITE' },
  headers: [
    { name: 'max-forwards', value: '70' },
    ...context.ownHeaders,
    ...(options.headers ?? []).map(({ name, value }) => ({ name: name.toLowerCase(), value })),
    sdpHeader,
  ],
  body: options.sdp,
});

/** Calls someone. Events come later than this returns. */
export const startOutgoingCall = (context: CallContext, options: InviteOptions): OutgoingCall => {
  const { reportError } = context;
  const { target } = options;
  const invite = inviteOf(context, options);
  const ringings = createListeners<[number, string | null]>(reportError);
  const answered = createOnceListeners<[string]>(reportError);
  const failed = createOnceListeners<[number, string]>(reportError);
  const ended = createOnceListeners<[EndReason, EndedBy]>(reportError);
  const infos = createListeners<[CallInfo]>(reportError);
  let answerOffer: ((offer: string) => string | null) | null = null;
  let state: 'calling' | 'cancelling' | 'answered' | 'over' = 'calling';
  let cancelSent = false;
  let leg: CallLeg | null = null;
  /** The ACK for each tag that answered: a repeated 200 wants it again; forks may answer besides (RFC 3261 13.2.2.4). */
  const acks = new Map<string, { readonly datagram: Uint8Array; readonly to: RemoteAddress }>();

  const fail = (status: number, reason: string): void => {
    ringTimer.cancel();
    context.calls.delete(live);
    failed.call(status, reason);
  };
  const sendCancel = (): void => {
    if (cancelSent || !transaction.isProceeding()) return;
    cancelSent = true;
    context.transactions.request(cancellationOf(invite), target.address, {
      onResponse: () => {},
      onFailure: () => {},
    });
    // RFC 3261 9.1: a peer that never ends the INVITE is not waited for.
    context.clock.after(64 * context.timings.t1, () => transaction.terminate());
  };
  const giveUp = (status: number, reason: string): void => {
    if (state !== 'calling') return;
    state = 'cancelling';
    sendCancel();
    fail(status, reason);
  };

  const acknowledge = (response: SipResponse): CallLeg | null => {
    const tag = tagOf(response.to) ?? '';
    const known = acks.get(tag);
    if (known !== undefined) {
      context.send(known.datagram, known.to);
      return null;
    }
    const dialog = dialogOfAnswer(invite, response, target.pinned === true ? target.address : null);
    const to = nextHop(dialog) ?? target.address;
    const ack = requestInDialog(dialog, { method: 'ACK', sequence: invite.cseq.number, via: context.newVia() });
    const datagram = serializeMessage(ack);
    acks.set(tag, { datagram, to });
    context.send(datagram, to);
    return createCallLeg(context, dialog, options.sdp);
  };
  const receiveAnswer = (response: SipResponse): void => {
    const established = acknowledge(response);
    if (established === null) return;
    if (state !== 'calling') {
      // Cancelled, or another fork was faster.
      established.bye();
      return;
    }
    ringTimer.cancel();
    if (response.body === '' || contentType(response) !== 'application/sdp') {
      state = 'over';
      established.bye();
      fail(488, 'the answer holds no SDP');
      return;
    }
    state = 'answered';
    leg = established;
    established.onInfo(infos.call);
    if (answerOffer !== null) established.onReinvite(answerOffer);
    established.onEnded((why, by) => {
      state = 'over';
      context.calls.delete(live);
      ended.call(why, by);
    });
    answered.call(response.body);
  };
  const receiveProvisional = (response: SipResponse): void => {
    if (state === 'cancelling') sendCancel();
    else if (state === 'calling' && response.status > 100) {
      ringings.call(response.status, response.body === '' ? null : response.body);
    }
  };
  const receiveFailure = (status: number, reason: string): void => {
    if (state !== 'calling') return;
    state = 'over';
    fail(status, reason);
  };

  const live: LiveCall = { shutdown: () => (leg === null ? giveUp(487, reasonPhrase(487)) : leg.bye()) };
  context.calls.add(live);
  const ringTimer = context.clock.after(options.ringTimeoutMs, () => giveUp(408, 'no answer in time'));
  const transaction = context.transactions.request(invite, target.address, {
    onResponse: (response) => {
      if (response.status < 200) receiveProvisional(response);
      else if (response.status < 300) receiveAnswer(response);
      else receiveFailure(response.status, response.reason);
    },
    onFailure: (why) =>
      why === 'timeout' ? receiveFailure(408, 'nothing answers') : receiveFailure(503, 'the address cannot be reached'),
  });

  const cancel = (): void => (leg === null ? giveUp(487, reasonPhrase(487)) : leg.bye());
  return {
    id: invite.callId,
    remote: target.address,
    onRinging: ringings.add,
    onAnswered: answered.add,
    onFailed: failed.add,
    onEnded: ended.add,
    onInfo: infos.add,
    onReinvite: (listener) => {
      answerOffer = listener;
      leg?.onReinvite(listener);
    },
    cancel,
    bye: cancel,
  };
};
