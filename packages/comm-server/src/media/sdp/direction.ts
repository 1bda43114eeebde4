import type { MediaDirection } from './session-terms.js';

function sends(direction: MediaDirection): boolean {
  return direction === 'sendrecv' || direction === 'sendonly';
}

function receives(direction: MediaDirection): boolean {
  return direction === 'sendrecv' || direction === 'recvonly';
}

function directionOf(send: boolean, receive: boolean): MediaDirection {
  if (send) return receive ? 'sendrecv' : 'sendonly';
  return receive ? 'recvonly' : 'inactive';
}

/** Our direction: what we want, as far as the other side's stated direction lets us (RFC 3264 6.1). */
export function agreeDirection(theirs: MediaDirection, wanted: MediaDirection): MediaDirection {
  return directionOf(sends(wanted) && receives(theirs), receives(wanted) && sends(theirs));
}

/** The connection address 0.0.0.0 (or ::) takes no media: the old way to hold (RFC 3264 8.4). */
export function isNullAddress(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/** What remains of a stated direction when its side has no address to receive at. */
export function withoutReceiving(theirs: MediaDirection): MediaDirection {
  return directionOf(sends(theirs), false);
}
