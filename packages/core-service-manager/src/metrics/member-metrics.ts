import type { CallOutcome, DurationBucket } from '../contract/index.js';

/** Upper bounds in milliseconds; calls are timed to the millisecond. */
const bounds = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000] as const;

/** Counters of one member of one provider: a few additions a call. */
export class MemberMetrics {
  inFlight = 0;
  retried = 0;
  rejected = 0;
  private answered = 0;
  private readonly failed = new Map<CallOutcome, number>();
  /** Not cumulative; the last is of those above all bounds. */
  private readonly buckets: number[] = Array.from({ length: bounds.length + 1 }, () => 0);
  private sumMs = 0;
  private lastMs = 0;
  private lastIndex = 0;

  answeredAfter(ms: number): void {
    this.answered += 1;
    this.time(ms);
  }

  /** Of very many calls only some are timed; each stands for those that follow it. */
  answeredUntimed(): void {
    this.answered += 1;
    this.sumMs += this.lastMs;
    this.buckets[this.lastIndex] = (this.buckets[this.lastIndex] ?? 0) + 1;
  }

  failedAfter(ms: number, outcome: CallOutcome): void {
    this.failed.set(outcome, (this.failed.get(outcome) ?? 0) + 1);
    this.time(ms);
  }

  get calls(): Readonly<Partial<Record<CallOutcome, number>>> {
    const ok = this.answered === 0 ? {} : { ok: this.answered };
    return { ...ok, ...Object.fromEntries(this.failed) };
  }

  get durationCount(): number {
    return this.buckets.reduce((sum, own) => sum + own, 0);
  }

  get durationSum(): number {
    return this.sumMs / 1_000;
  }

  get durationBuckets(): DurationBucket[] {
    let count = 0;
    return bounds.map((bound, index) => {
      count += this.buckets[index] ?? 0;
      return { le: bound / 1_000, count };
    });
  }

  private time(ms: number): void {
    this.sumMs += ms;
    let index = 0;
    while (index < bounds.length && ms > (bounds[index] ?? Infinity)) index += 1;
    this.lastMs = ms;
    this.lastIndex = index;
    this.buckets[index] = (this.buckets[index] ?? 0) + 1;
  }
}
