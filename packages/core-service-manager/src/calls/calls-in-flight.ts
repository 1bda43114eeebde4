import type { IBackoffFactory } from 'cockatiel';
import { CarusoError } from '../contract/index.js';
import type { Clock } from '../contract/index.js';
import { exponentialBackOff } from '../protection/back-off.js';
import { protectionSettingsSchema } from '../protection/protection-settings.js';
import type { ProtectionSettings } from '../protection/protection-settings.js';
import type { Provider } from '../registry/provider.js';
import type { Call } from './call.js';
import { DEADLINE_GRAIN_MS } from './deadline-grain.js';

/** So many calls in one grain are timed each (1,280 a second); of more, every eighth: reading the clock costs as much as the plain call. */
const TIMED_PER_GRAIN = 32;
const THEN_EVERY = 8;
const SHORT_LIMIT_MS = 5_000;
/** A jump of the machine's clock counts as this much time at most. */
const LONGEST_STEP_MS = 1_000;

/**
 * All calls in flight in a linked list, and one coarse timer that looks for those whose time is over: a timer per call
 * would cost more than the call. The timer runs only while there are calls.
 */
export class CallsInFlight {
  private first: Call | undefined = undefined;
  private armed = false;
  private elapsed = 0;
  private seenAt = 0;
  private begun = 0;
  private asked = 0;
  private readonly pauses: IBackoffFactory<unknown>;

  constructor(
    readonly clock: Clock,
    readonly protection: ProtectionSettings = protectionSettingsSchema.parse({}),
    /** In [0, 1): spreads repetitions. */
    readonly random: () => number = Math.random,
  ) {
    this.pauses = exponentialBackOff(protection.retry.firstDelayMs, protection.retry.longestDelayMs, random);
  }

  /** Before the `attempt`-th repetition at the same provider, from 1; milliseconds, in part random. */
  pauseMs(attempt: number): number {
    let pause = this.pauses.next(undefined);
    for (let n = 1; n < attempt; n += 1) pause = pause.next(undefined);
    return pause.duration;
  }

  /** Milliseconds on a scale of its own, which a jump of the machine's clock moves little. */
  now(): number {
    if (!this.armed) this.arm();
    return (this.asked = this.elapsed + stepOf(this.clock.now() - this.seenAt));
  }

  /** Whether the next call is to be timed exactly. One with a short limit always is. */
  timesNext(timeoutMs: number): boolean {
    this.begun += 1;
    return timeoutMs < SHORT_LIMIT_MS || this.begun <= TIMED_PER_GRAIN || this.begun % THEN_EVERY === 0;
  }

  /** As `now`, but when it was asked last. */
  coarseNow(): number {
    if (!this.armed) this.arm();
    return this.asked;
  }

  /** A time on the scale of `now` in milliseconds since 1970. */
  epochOf(time: number): number {
    return this.clock.now() + time - this.now();
  }

  add(call: Call): void {
    const { first } = this;
    if (first !== undefined) first.previous = call;
    call.next = first;
    this.first = call;
  }

  /** Exactly once for each call added. */
  remove(call: Call): void {
    const { previous, next } = call;
    if (previous === undefined) this.first = next;
    else previous.next = next;
    if (next !== undefined) next.previous = previous;
    call.previous = undefined;
    call.next = undefined;
    call.parent = undefined;
  }

  /** The calls that the provider works at. */
  of(provider: Provider): readonly Call[] {
    return this.filter((call) => call.running && call.provider === provider);
  }

  private filter(wanted: (call: Call) => boolean): readonly Call[] {
    const found: Call[] = [];
    for (let call = this.first; call !== undefined; call = call.next) if (wanted(call)) found.push(call);
    return found;
  }

  private arm(): void {
    this.armed = true;
    this.seenAt = this.clock.now();
    this.clock.after(DEADLINE_GRAIN_MS, () => this.sweep());
  }

  private sweep(): void {
    this.elapsed += stepOf(this.clock.now() - this.seenAt);
    this.asked = this.elapsed;
    this.begun = 0;
    for (const call of this.filter((one) => one.isDue(this.elapsed))) call.interrupt(deadlineError(call));
    if (this.first === undefined) this.armed = false;
    else this.arm();
  }
}

function stepOf(ms: number): number {
  return Math.min(Math.max(ms, 0), LONGEST_STEP_MS);
}

function deadlineError({ provider, member }: Call): CarusoError {
  const operation = `${provider.contract.id}.${member}`;
  return new CarusoError('deadline', `${operation} did not answer in time (provided by ${provider.component})`, {
    operation,
    component: provider.component,
  });
}
