/** Milliseconds (RFC 3261 17.1.1.1, 17.1.2.2). */
export interface Timings {
  /** Round-trip estimate; every give-up takes 64 of it. */
  readonly t1: number;
  /** Longest interval between retransmissions. */
  readonly t2: number;
  /** How long a message may stay in the network. */
  readonly t4: number;
}

export const standardTimings: Timings = { t1: 500, t2: 4_000, t4: 5_000 };
