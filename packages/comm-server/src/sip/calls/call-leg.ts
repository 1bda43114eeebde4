import { type Dialog, dialogAfterRequest, keyOfDialog, nextHop, requestInDialog } from '../dialogs/dialog.js';
import type { DialogUser } from '../dialogs/dialog-table.js';
import { createListeners, createOnceListeners } from '../listeners/listeners.js';
import { buildResponse } from '../messages/build-response.js';
import { contentType } from '../messages/header-access.js';
import type { HeaderField, SipRequest } from '../messages/message.js';
import type { ServerTransaction } from '../transactions/transaction-layer.js';
import { type AnswerDelivery, deliverAnswer } from './answer-delivery.js';
import type { CallContext } from './call-context.js';
import type { CallInfo, EndedBy, EndReason } from './call.js';

export interface CallLeg {
  /** Answers an INVITE of the dialog with 200 until it is acknowledged. */
  answer(transaction: ServerTransaction, sdp: string): void;
  bye(): void;
  /** Ends without a message to the peer. */
  end(why: EndReason, by: EndedBy): void;
  /** Leaves the dialog table without telling anyone. */
  discard(): void;
  isOver(): boolean;
  onEnded(listener: (why: EndReason, by: EndedBy) => void): void;
  onInfo(listener: (info: CallInfo) => void): void;
  onReinvite(listener: (offer: string) => string | null): void;
  onAcked(listener: (remoteSdp: string | null) => void): void;
}

export const sdpHeader: HeaderField = { name: 'content-type', value: 'application/sdp' };
const dtmfTypes: readonly string[] = ['application/dtmf-relay', 'application/dtmf'];

// A request in a dialog names our tag already.
const respond = (transaction: ServerTransaction, status: number, headers: readonly HeaderField[] = []): void =>
  transaction.respond(buildResponse(transaction.request, { status, toTag: '', headers }));

/**
 * Our side of one dialog: takes the peer's requests in it, and hangs up.
 * @param localSdp of a dialog that is established already; null while an INVITE waits for its answer
 */
export const createCallLeg = (context: CallContext, initial: Dialog, localSdp: string | null): CallLeg => {
  const { reportError } = context;
  const key = keyOfDialog(initial);
  const ended = createOnceListeners<[EndReason, EndedBy]>(reportError);
  const infos = createListeners<[CallInfo]>(reportError);
  const acks = createListeners<[string | null]>(reportError);
  let dialog = initial;
  let lastSdp = localSdp;
  let delivery: AnswerDelivery | null = null;
  let over = false;
  let answerOffer: ((offer: string) => string | null) | null = null;

  const release = (): void => {
    delivery?.stop();
    delivery = null;
    context.dialogs.remove(key);
  };
  const finish = (why: EndReason, by: EndedBy): void => {
    if (over) return;
    over = true;
    ended.call(why, by);
  };
  const sendBye = (): void => {
    release();
    const to = nextHop(dialog);
    if (to === null) return;
    dialog = { ...dialog, localSequence: dialog.localSequence + 1 };
    const bye = requestInDialog(dialog, { method: 'BYE', sequence: dialog.localSequence, via: context.newVia() });
    // Whatever the peer says to it, or nothing: the call is over (RFC 3261 15.1.1).
    context.transactions.request(bye, to, { onResponse: () => {}, onFailure: () => {} });
  };
  const answer = (transaction: ServerTransaction, sdp: string): void => {
    lastSdp = sdp;
    const response = buildResponse(transaction.request, {
      status: 200,
      toTag: dialog.local.parameters.find(({ name }) => name === 'tag')?.value ?? '',
      headers: [...context.ownHeaders, sdpHeader],
      body: sdp,
    });
    delivery = deliverAnswer(
      transaction.request.cseq.number,
      context,
      () => transaction.respond(response),
      () => {
        sendBye();
        finish('timeout', 'local');
      },
    );
  };

  const receiveReinvite = (transaction: ServerTransaction): void => {
    const { body } = transaction.request;
    if (lastSdp === null || delivery !== null) {
      // RFC 3261 14.2: an earlier INVITE is still open.
      respond(transaction, 500, [{ name: 'retry-after', value: '1' }]);
      return;
    }
    if (body !== '' && contentType(transaction.request) !== 'application/sdp') {
      respond(transaction, 415, [{ name: 'accept', value: 'application/sdp' }]);
      return;
    }
    let sdp: string | null = lastSdp;
    if (body !== '' && answerOffer !== null) {
      try {
        sdp = answerOffer(body);
      } catch (error) {
        reportError(error);
        respond(transaction, 500);
        return;
      }
    }
    if (over) respond(transaction, 487);
    else if (sdp === null) respond(transaction, 488);
    else answer(transaction, sdp);
  };

  const receiveInfo = (transaction: ServerTransaction): void => {
    const { request } = transaction;
    const type = contentType(request);
    if (request.body !== '' && !dtmfTypes.includes(type)) {
      respond(transaction, 415, [{ name: 'accept', value: dtmfTypes.join(', ') }]);
      return;
    }
    respond(transaction, 200);
    if (request.body !== '') infos.call({ contentType: type, body: request.body });
  };

  const user: DialogUser = {
    receive: (transaction) => {
      const { request } = transaction;
      if (over && request.method !== 'BYE') return respond(transaction, 481);
      // RFC 3261 12.2.2
      if (dialog.remoteSequence !== null && request.cseq.number <= dialog.remoteSequence) {
        return respond(transaction, 500);
      }
      dialog = dialogAfterRequest(dialog, request);
      if (request.method === 'BYE') {
        respond(transaction, 200);
        release();
        return finish('bye', 'remote');
      }
      if (request.method === 'INVITE') return receiveReinvite(transaction);
      if (request.method === 'INFO') return receiveInfo(transaction);
      return respond(transaction, 200, context.ownHeaders); // OPTIONS
    },
    receiveAck: (ack: SipRequest) => {
      if (delivery === null || ack.cseq.number !== delivery.sequence) return;
      delivery.stop();
      delivery = null;
      if (over) sendBye();
      else acks.call(ack.body !== '' && contentType(ack) === 'application/sdp' ? ack.body : null);
    },
  };
  context.dialogs.add(key, user);

  return {
    answer,
    bye: () => {
      if (over) return;
      // RFC 3261 15: no BYE before the ACK; `receiveAck` or the end of the delivery sends it.
      if (delivery === null) sendBye();
      finish('bye', 'local');
    },
    end: (why, by) => {
      release();
      finish(why, by);
    },
    discard: () => {
      over = true;
      release();
    },
    isOver: () => over,
    onEnded: ended.add,
    onInfo: infos.add,
    onReinvite: (listener) => {
      answerOffer = listener;
    },
    onAcked: acks.add,
  };
};
