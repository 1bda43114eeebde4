import { headerAddresses } from '../messages/header-access.js';
import type { HeaderField, NameAddress, SipRequest, SipResponse, Via } from '../messages/message.js';
import { serializeNameAddress, tagOf, withTag } from '../messages/name-address.js';
import { parameterValue } from '../messages/parameters.js';
import { addressOfUri, parseUri } from '../messages/uri.js';
import type { RemoteAddress } from '../transport/remote-address.js';

/** RFC 3261 12 */
export interface Dialog {
  readonly callId: string;
  /** With our tag. */
  readonly local: NameAddress;
  /** With the peer's tag, '' of RFC 2543 peers apart. */
  readonly remote: NameAddress;
  /** The peer's Contact: where requests are addressed to. */
  readonly remoteTarget: string;
  readonly routes: readonly NameAddress[];
  readonly localSequence: number;
  /** Null until the peer has sent a request. */
  readonly remoteSequence: number | null;
  /** Requests go there, whatever the Contact says: the peer sits behind a NAT. */
  readonly pinnedAddress: RemoteAddress | null;
}

const contactOf = (message: SipRequest | SipResponse): string | null => {
  const contacts = headerAddresses(message, 'contact');
  const uri = contacts?.[0]?.uri;
  return uri !== undefined && parseUri(uri) !== null ? uri : null;
};

/** The dialog that a received INVITE begins; null when its Contact or Record-Route is unusable. */
export const dialogOfInvite = (invite: SipRequest, localTag: string, pin: RemoteAddress | null): Dialog | null => {
  const remoteTarget = contactOf(invite);
  const routes = headerAddresses(invite, 'record-route');
  if (remoteTarget === null || routes === null) return null;
  return {
    callId: invite.callId,
    local: withTag(invite.to, localTag),
    remote: invite.from,
    remoteTarget,
    routes,
    localSequence: 0,
    remoteSequence: invite.cseq.number,
    pinnedAddress: routes.length === 0 ? pin : null,
  };
};

/** The dialog that a 2xx to our INVITE begins. A peer without Contact is reached where the INVITE went. */
export const dialogOfAnswer = (invite: SipRequest, answer: SipResponse, pin: RemoteAddress | null): Dialog => {
  const routes = (headerAddresses(answer, 'record-route') ?? []).toReversed();
  return {
    callId: invite.callId,
    local: invite.from,
    remote: answer.to,
    remoteTarget: contactOf(answer) ?? invite.uri,
    routes,
    localSequence: invite.cseq.number,
    remoteSequence: null,
    pinnedAddress: routes.length === 0 ? pin : null,
  };
};

/** A re-INVITE may move the peer (RFC 3261 12.2.2). */
export const dialogAfterRequest = (dialog: Dialog, request: SipRequest): Dialog => ({
  ...dialog,
  remoteSequence: request.cseq.number,
  remoteTarget: request.method === 'INVITE' ? (contactOf(request) ?? dialog.remoteTarget) : dialog.remoteTarget,
});

/** Where a request in the dialog goes; null when the peer named nothing usable. */
export const nextHop = (dialog: Dialog): RemoteAddress | null =>
  dialog.pinnedAddress ?? addressOfUri(dialog.routes[0]?.uri ?? dialog.remoteTarget);

export interface InDialogParts {
  readonly method: string;
  /** The INVITE's number for an ACK, else the next local one. */
  readonly sequence: number;
  readonly via: Via;
  readonly headers?: readonly HeaderField[];
  readonly body?: string;
}

/** RFC 3261 12.2.1.1, with loose and strict routers. */
export const requestInDialog = (dialog: Dialog, parts: InDialogParts): SipRequest => {
  const [first, ...others] = dialog.routes;
  const uri = first === undefined ? null : parseUri(first.uri);
  const strict = first !== undefined && uri !== null && parameterValue(uri.parameters, 'lr') === null;
  const routes = strict ? [...others, { displayName: null, uri: dialog.remoteTarget, parameters: [] }] : dialog.routes;
  return {
    kind: 'request',
    method: parts.method,
    uri: strict ? first.uri : dialog.remoteTarget,
    vias: [parts.via],
    from: dialog.local,
    to: dialog.remote,
    callId: dialog.callId,
    cseq: { number: parts.sequence, method: parts.method },
    headers: [
      ...routes.map((route) => ({ name: 'route', value: serializeNameAddress(route) })),
      { name: 'max-forwards', value: '70' },
      ...(parts.headers ?? []),
    ],
    body: parts.body ?? '',
  };
};

/** RFC 3261 12: Call-ID, local tag, remote tag. */
export const dialogKey = (callId: string, localTag: string, remoteTag: string): string =>
  `${callId} ${localTag} ${remoteTag}`;

export const keyOfDialog = (dialog: Dialog): string =>
  dialogKey(dialog.callId, tagOf(dialog.local) ?? '', tagOf(dialog.remote) ?? '');

/** The key of the dialog that a received request belongs to. */
export const keyOfRequest = (request: SipRequest): string =>
  dialogKey(request.callId, tagOf(request.to) ?? '', tagOf(request.from) ?? '');
