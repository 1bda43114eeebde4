import { CarusoError } from '../contract/index.js';
import type { Clock } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';
import type { Call } from './call.js';

/** Deadlines fire up to this many milliseconds late. */
export const DEADLINE_GRAIN_MS = 25;
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

  constructor(private readonly clock: Clock) {}

  /** When a call that starts now and may take `timeoutMs` is over time. */
  deadlineIn(timeoutMs: number): number {
    if (!this.armed) this.arm();
    return this.elapsed + timeoutMs;
  }

  add(call: Call): void {
    const { first } = this;
    if (first !== undefined) first.previous = call;
    call.next = first;
    this.first = call;
    call.provider.calls.total += 1;
    call.provider.calls.inFlight += 1;
  }

  /** Exactly once for each call added. */
  remove(call: Call): void {
    const { previous, next, provider } = call;
    if (previous === undefined) this.first = next;
    else previous.next = next;
    if (next !== undefined) next.previous = previous;
    call.previous = undefined;
    call.next = undefined;
    provider.calls.inFlight -= 1;
    if (provider.calls.inFlight === 0) provider.whenIdle?.();
  }

  of(provider: Provider): readonly Call[] {
    return this.filter((call) => call.provider === provider);
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
    const now = this.clock.now();
    this.elapsed += Math.min(Math.max(now - this.seenAt, 0), LONGEST_STEP_MS);
    for (const call of this.filter(({ deadline }) => deadline <= this.elapsed)) call.interrupt(deadlineError(call));
    if (this.first === undefined) this.armed = false;
    else this.arm();
  }
}

function deadlineError({ provider, member }: Call): CarusoError {
  const operation = `${provider.contract.id}.${member}`;
  return new CarusoError('deadline', `${operation} did not answer in time (provided by ${provider.component})`, {
    operation,
    component: provider.component,
  });
}
