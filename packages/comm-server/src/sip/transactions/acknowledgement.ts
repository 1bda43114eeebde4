import type { SipRequest, SipResponse } from '../messages/message.js';

/** The ACK of a non-2xx final response (RFC 3261 17.1.1.3). */
export const acknowledgementOf = (invite: SipRequest, response: SipResponse): SipRequest => ({
  ...invite,
  method: 'ACK',
  vias: [invite.vias[0]],
  to: response.to,
  cseq: { number: invite.cseq.number, method: 'ACK' },
  headers: invite.headers.filter(({ name }) => name === 'route' || name === 'max-forwards'),
  body: '',
});

/** RFC 3261 9.1 */
export const cancellationOf = (invite: SipRequest): SipRequest => ({
  ...invite,
  method: 'CANCEL',
  vias: [invite.vias[0]],
  cseq: { number: invite.cseq.number, method: 'CANCEL' },
  headers: invite.headers.filter(({ name }) => name === 'route' || name === 'max-forwards'),
  body: '',
});
