import type { CallContext } from '../calls/call-context.js';
import type { IncomingCall } from '../calls/call.js';
import { dialogOfInvite } from '../dialogs/dialog.js';
import { busyRetrySeconds, createIncomingCall, type ReceivedCall } from '../calls/incoming-call.js';
import { buildResponse } from '../messages/build-response.js';
import { contentType, headerList } from '../messages/header-access.js';
import type { HeaderField } from '../messages/message.js';
import { tagOf } from '../messages/name-address.js';
import { parseUri } from '../messages/uri.js';
import type { RunningRegistrar } from '../registrar/registrar.js';
import type { ServerTransaction } from '../transactions/transaction-layer.js';
import { isBehindNat } from '../transport/response-route.js';

export const allowedMethods: readonly string[] = ['INVITE', 'ACK', 'CANCEL', 'BYE', 'OPTIONS', 'INFO', 'REGISTER'];

export interface RequestRouterSetup {
  readonly context: CallContext;
  /** Null: REGISTER is not served. */
  readonly registrar: RunningRegistrar | null;
  readonly maxCalls: number;
  readonly unansweredMs: number;
  /** False: nobody takes calls. */
  readonly onIncomingCall: (call: IncomingCall) => boolean;
}

/** Decides who answers a new request (RFC 3261 8.2, 12.2.2). */
export const createRequestRouter = (setup: RequestRouterSetup): ((transaction: ServerTransaction) => void) => {
  const { context, registrar } = setup;
  const ringing = new WeakMap<ServerTransaction, ReceivedCall>();
  const allow = { name: 'allow', value: allowedMethods.join(', ') } as const;

  const respond = (
    transaction: ServerTransaction,
    status: number,
    headers: readonly HeaderField[] = [],
    reason?: string,
  ): void =>
    transaction.respond(
      buildResponse(transaction.request, {
        status,
        toTag: context.newToken(),
        headers,
        ...(reason === undefined ? {} : { reason }),
      }),
    );

  const receiveCancel = (transaction: ServerTransaction): void => {
    const invite = context.transactions.inviteOf(transaction.request);
    if (invite === null) return respond(transaction, 481);
    respond(transaction, 200);
    // After a final response a CANCEL changes nothing (RFC 3261 9.2).
    return ringing.get(invite)?.cancel();
  };

  const receiveInvite = (transaction: ServerTransaction): void => {
    const { request, source } = transaction;
    transaction.respond(buildResponse(request, { status: 100, toTag: '' }));
    if (request.body !== '' && contentType(request) !== 'application/sdp') {
      return respond(transaction, 415, [{ name: 'accept', value: 'application/sdp' }]);
    }
    if (context.calls.size >= setup.maxCalls) {
      return respond(transaction, 503, [{ name: 'retry-after', value: String(busyRetrySeconds) }]);
    }
    const dialog = dialogOfInvite(request, context.newToken(), isBehindNat(request, source) ? source : null);
    if (dialog === null) return respond(transaction, 400, [], 'Contact or Record-Route is missing or malformed');
    const received = createIncomingCall(context, transaction, dialog, setup.unansweredMs);
    ringing.set(transaction, received);
    if (!setup.onIncomingCall(received.call)) received.call.reject(480);
    return undefined;
  };

  return (transaction) => {
    const { request } = transaction;
    const { method } = request;
    if (method === 'CANCEL') return receiveCancel(transaction);
    if (!allowedMethods.includes(method) || (method === 'REGISTER' && registrar === null)) {
      return respond(transaction, 405, [allow]);
    }
    if (parseUri(request.uri) === null) {
      return /^sips?:/i.test(request.uri) ? respond(transaction, 400) : respond(transaction, 416);
    }
    const required = headerList(request, 'require');
    if (required.length > 0) {
      return respond(transaction, 420, [{ name: 'unsupported', value: required.join(', ') }]);
    }
    if (method === 'REGISTER' && registrar !== null) return void registrar.receive(transaction);
    if (tagOf(request.to) !== null) {
      const user = context.dialogs.find(request);
      return user === null ? respond(transaction, 481) : user.receive(transaction);
    }
    if (method === 'INVITE') return receiveInvite(transaction);
    if (method === 'OPTIONS') return respond(transaction, 200, context.ownHeaders);
    return respond(transaction, 481); // BYE or INFO outside any dialog
  };
};
