import type { SipRequest, Via } from '../messages/message.js';
import { parameterValue, withParameter } from '../messages/parameters.js';
import { defaultSipPort } from '../messages/uri.js';
import type { RemoteAddress } from './remote-address.js';

/** Notes in the top Via where the request came from (RFC 3261 18.2.1, RFC 3581 4). */
export const stampSource = (request: SipRequest, source: RemoteAddress): SipRequest => {
  const [top, ...rest] = request.vias;
  const wantsPort = parameterValue(top.parameters, 'rport') !== null;
  if (!wantsPort && top.host === source.host) return request;
  const received = withParameter(top.parameters, 'received', source.host);
  const parameters = wantsPort ? withParameter(received, 'rport', String(source.port)) : received;
  return { ...request, vias: [{ ...top, parameters }, ...rest] };
};

/** Where the response goes (RFC 3261 18.2.2, RFC 3581 4). `maddr` is ignored: it would let a sender aim us at others. */
export const responseAddress = (top: Via, source: RemoteAddress): RemoteAddress =>
  parameterValue(top.parameters, 'rport') === null ? { host: source.host, port: top.port ?? defaultSipPort } : source;

/** The sender says one address and sends from another: it sits behind a NAT (it must have asked for rport). */
export const isBehindNat = (request: SipRequest, source: RemoteAddress): boolean => {
  const [top] = request.vias;
  return (
    request.vias.length === 1 &&
    parameterValue(top.parameters, 'rport') !== null &&
    (top.host !== source.host || (top.port ?? defaultSipPort) !== source.port)
  );
};
