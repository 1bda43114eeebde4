/** Tells whether one more packet at `now` (monotonic ms) is still within the rate. */
export type RateGuard = (now: number) => boolean;

/** A token bucket: `perSecond` packets sustained, `burst` at once. */
export function createRateGuard(perSecond: number, burst: number): RateGuard {
  let tokens = burst;
  let filledAt: number | undefined;
  return (now) => {
    tokens = Math.min(burst, tokens + ((now - (filledAt ?? now)) * perSecond) / 1000);
    filledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
