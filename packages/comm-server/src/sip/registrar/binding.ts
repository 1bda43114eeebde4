import type { SipTarget } from '../calls/outgoing-call.js';
import type { RemoteAddress } from '../transport/remote-address.js';

/** A phone at which a user can be reached. */
export interface Binding {
  readonly user: string;
  /** The Contact URI of the phone. */
  readonly contact: string;
  /** Where its REGISTER came from: calls go there, as the Contact may be an address behind a NAT. */
  readonly source: RemoteAddress;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly userAgent: string | null;
  /** Of the REGISTER: a later one of the same Call-ID must have a higher number (RFC 3261 10.3). */
  readonly callId: string;
  readonly sequence: number;
}

/** How to call that phone. */
export const targetOfBinding = (binding: Binding): SipTarget => ({
  uri: binding.contact,
  address: binding.source,
  pinned: true,
});
