import type { Address } from './address.js';
import { isSameAddress } from './address.js';

/** Whose packets a session takes, and where its own go. */
export interface SourceLatch {
  /** The negotiated address; a different one than before forgets what was learned. */
  readonly expect: (negotiated: Address) => void;
  /** Whether packets from there may be taken. */
  readonly admits: (source: Address) => boolean;
  /** A sound packet came from an admitted source: hold to it. */
  readonly hold: (source: Address) => void;
  /** The source held, once no other can take over rightly: it is where the other side said it would be. */
  readonly settled: () => Address | undefined;
  /** Where to send: the source held, else the negotiated address; undefined before any was negotiated. */
  readonly target: () => Address | undefined;
}

/**
 * Symmetric RTP (RFC 4961) with latching: the first sound packet shows the real address of a party behind NAT
 * (RFC 7362 4); from then on only that source is heard. The negotiated address itself may still take over from a
 * learned one, so a stranger who was faster does not keep a party that is where it said.
 */
export function createSourceLatch(): SourceLatch {
  let negotiated: Address | undefined;
  let held: Address | undefined;

  return {
    expect(address) {
      if (negotiated !== undefined && isSameAddress(negotiated, address)) return;
      negotiated = address;
      held = undefined;
    },
    admits(source) {
      if (negotiated === undefined) return false;
      return held === undefined || isSameAddress(held, source) || isSameAddress(negotiated, source);
    },
    hold(source) {
      held = source;
    },
    settled: () =>
      held !== undefined && negotiated !== undefined && isSameAddress(held, negotiated) ? held : undefined,
    target: () => held ?? negotiated,
  };
}
