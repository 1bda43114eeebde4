/** How long a simulated caller and a simulated agent take for what they do (ms). */
export interface CallPlan {
  readonly dialogMs: number;
  /** After so long a waiting caller gives up. */
  readonly patienceMs: number;
  readonly answerMs: number;
  readonly talkMs: number;
  readonly wrapUpMs: number;
}

/** A number in 0 ≤ n < 1. */
export type Random = () => number;

/** Talks last 30 to 120 s; patience is exponential (Palm 1953) with a mean of two minutes and at least 15 s. */
export function planCall(random: Random): CallPlan {
  const between = (from: number, to: number): number => Math.round((from + (to - from) * random()) * 1000);
  return {
    dialogMs: between(4, 20),
    patienceMs: 15_000 + Math.round(exponential(random, 120_000)),
    answerMs: between(1, 6),
    talkMs: between(30, 120),
    wrapUpMs: between(5, 20),
  };
}

/** Time between two arrivals of a Poisson stream. */
export function exponential(random: Random, mean: number): number {
  return -Math.log(1 - random()) * mean;
}
