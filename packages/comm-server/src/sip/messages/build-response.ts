import type { HeaderField, SipRequest, SipResponse } from './message.js';
import { tagOf, withTag } from './name-address.js';
import { reasonPhrase } from './reason-phrases.js';

/** What a response adds to what it copies from the request. */
export interface ResponseParts {
  readonly status: number;
  /** The standard phrase when absent. */
  readonly reason?: string;
  /** For To, unless it has a tag already or the status is 100. */
  readonly toTag: string;
  readonly headers?: readonly HeaderField[];
  readonly body?: string;
}

/** RFC 3261 8.2.6. Record-Route is copied into responses that make a dialog (12.1.1). */
export const buildResponse = (request: SipRequest, parts: ResponseParts): SipResponse => {
  const { status, toTag } = parts;
  const recordRoute =
    request.method === 'INVITE' && status > 100 && status < 300
      ? request.headers.filter(({ name }) => name === 'record-route')
      : [];
  return {
    kind: 'response',
    status,
    reason: parts.reason ?? reasonPhrase(status),
    vias: request.vias,
    from: request.from,
    to: status === 100 || tagOf(request.to) !== null ? request.to : withTag(request.to, toTag),
    callId: request.callId,
    cseq: request.cseq,
    headers: [...recordRoute, ...(parts.headers ?? [])],
    body: parts.body ?? '',
  };
};
