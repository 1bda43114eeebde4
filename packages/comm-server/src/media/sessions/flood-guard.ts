import { createRateGuard } from './rate-guard.js';

/** Whether a packet is within the rate, and whether a flood begins with it (reported once per flood). */
export interface FloodVerdict {
  readonly within: boolean;
  readonly floodBegins: boolean;
}

export type FloodGuard = (from: 'own' | 'stranger', now: number) => FloodVerdict;

/** Four times the 50 packets/s of 20 ms frames: leaves room for 10 ms frames with telephone events beside them. */
const SUSTAINED_PER_SECOND = 200;
/** Half a second's worth at once: what a network may hold back and deliver together. */
const BURST = 100;
/** After so long within the rate a flood is over, and the next one is reported again. */
const FLOOD_OVER_MS = 5000;

/** Guards one RTP port; the session's own source and all strangers together have a rate each. `now` is monotonic ms. */
export function createFloodGuard(): FloodGuard {
  const guards = {
    own: createRateGuard(SUSTAINED_PER_SECOND, BURST),
    stranger: createRateGuard(SUSTAINED_PER_SECOND, BURST),
  };
  let floodedAt: number | undefined;
  return (from, now) => {
    if (guards[from](now)) return { within: true, floodBegins: false };
    const floodBegins = floodedAt === undefined || now - floodedAt > FLOOD_OVER_MS;
    floodedAt = now;
    return { within: false, floodBegins };
  };
}
