import type { Socket } from 'node:dgram';
import type { Address } from './address.js';
import { isSameAddress } from './address.js';

/**
 * Lets the kernel drop what strangers send: a connected UDP socket receives from one source only, so that even a flood
 * that would fill the process's time leaves the call alone. What the kernel drops is not counted.
 */
export interface FloodShield {
  /** Receive from `source` only. */
  readonly raise: (source: Address) => void;
  /** Receive from anywhere again, unless `source` is the shielded one. */
  readonly lowerUnless: (source: Address | undefined) => void;
  /** While true, `send` must name no destination (Node refuses it on a connected socket). */
  readonly isUp: () => boolean;
}

export function createFloodShield(socket: Socket): FloodShield {
  let shielded: Address | undefined;
  let up = false;
  let wanted = false; // false while raised: lowered before it was up

  const lower = (): void => {
    if (up) socket.disconnect();
    up = false;
    shielded = undefined;
  };

  return {
    raise(source) {
      if (shielded !== undefined) return;
      shielded = source;
      wanted = true;
      socket.connect(source.port, source.host, (error?: Error) => {
        up = error === undefined || error === null;
        if (!up || !wanted) lower();
      });
    },
    lowerUnless(source) {
      if (shielded === undefined || (source !== undefined && isSameAddress(source, shielded))) return;
      wanted = false;
      if (up) lower();
    },
    isUp: () => up,
  };
}
