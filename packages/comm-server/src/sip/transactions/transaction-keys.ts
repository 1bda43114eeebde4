import type { SipMessage, SipRequest } from '../messages/message.js';
import { tagOf } from '../messages/name-address.js';
import { branchOf } from '../messages/via.js';

/** Every branch of a conforming peer begins so (RFC 3261 8.1.1.7). */
export const branchCookie = 'z9hG4bK';

/** RFC 3261 17.2.3. An ACK has the key of its INVITE; a CANCEL asks for `method` INVITE to find what it cancels. */
export const serverKey = (
  request: SipRequest,
  method = request.method === 'ACK' ? 'INVITE' : request.method,
): string => {
  const [via] = request.vias;
  const branch = branchOf(via) ?? '';
  const sentBy = `${via.host.toLowerCase()}:${via.port ?? ''}`;
  return branch.startsWith(branchCookie) && branch.length > branchCookie.length
    ? `${method} ${sentBy} ${branch}`
    : // RFC 2543 peers
      `${method} ${sentBy} ${branch} ${request.callId} ${tagOf(request.from) ?? ''} ${request.cseq.number}`;
};

/** RFC 3261 17.1.3 */
export const clientKey = (message: SipMessage): string => `${message.cseq.method} ${branchOf(message.vias[0]) ?? ''}`;
