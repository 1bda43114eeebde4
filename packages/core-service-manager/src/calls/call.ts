import { CarusoError } from '../contract/index.js';
import type { CallContext, CallOptions, Principal } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';
import { DEADLINE_GRAIN_MS } from './deadline-grain.js';
import type { CallsInFlight } from './calls-in-flight.js';
import { currentCall } from './current-call.js';

/** Whose time was over while a call within them was waited for. */
const heldUp = new WeakSet<Call>();

/** What may end a call from outside at the least cost: `begun` is given the call when it begins, in place of a `signal`. */
export interface InterruptibleOptions extends CallOptions {
  readonly begun?: (call: { interrupt(reason: CarusoError): void }) => void;
}

/**
 * A call in flight: what the provider is told about it, and its place in the list of calls in flight.
 * The AbortController is made when somebody looks at the signal: it costs more than the rest of a call.
 */
export class Call implements CallContext {
  // Declared here and assigned once below: a field defined and then assigned costs twice, on every call of the product.
  declare readonly inFlight: CallsInFlight;
  declare readonly kind: 'operation' | 'stream';
  declare readonly member: string;
  declare provider: Provider;
  declare readonly options: CallOptions | undefined;
  declare previous: Call | undefined;
  declare next: Call | undefined;
  /** Ended for its caller when false. */
  declare open: boolean;
  /** With the provider, not waiting for a turn or a repetition. */
  declare running: boolean;
  /** The call whose provider makes this one: it must not outlive that. */
  declare parent: Call | undefined;
  /** Milliseconds on the scale of CallsInFlight; exact, or a little early (`timed` tells). */
  declare readonly startedAt: number;
  declare readonly timed: boolean;
  /** When its time is over, on the same scale; Infinity for never. */
  declare over: number;
  declare private readonly ownOver: number;
  declare private controller: AbortController | undefined;
  declare private interruption: CarusoError | undefined;
  declare private watcher: ((reason: CarusoError) => void) | undefined;

  constructor(
    inFlight: CallsInFlight,
    provider: Provider,
    member: string,
    kind: 'operation' | 'stream',
    options: InterruptibleOptions | undefined,
    timeoutMs: number,
  ) {
    this.inFlight = inFlight;
    this.kind = kind;
    this.member = member;
    this.provider = provider;
    this.options = options;
    this.previous = undefined;
    this.next = undefined;
    this.open = true;
    this.running = false;
    this.parent = undefined;
    this.timed = inFlight.timesNext(timeoutMs);
    this.startedAt = this.timed ? inFlight.now() : inFlight.coarseNow();
    this.ownOver = this.startedAt + timeoutMs + (this.timed ? 0 : DEADLINE_GRAIN_MS);
    this.over = this.ownOver;
    this.controller = undefined;
    this.interruption = undefined;
    this.watcher = undefined;
    options?.begun?.(this);
    // A stream without limit may have been opened to outlive the call that opens it.
    const parent = timeoutMs === Infinity ? undefined : currentCall();
    if (parent?.open === true) {
      this.parent = parent;
      if (parent.over < this.over) this.over = parent.over;
    }
  }

  get principal(): Principal | undefined {
    return this.options?.principal;
  }

  get idempotencyKey(): string | undefined {
    return this.options?.idempotencyKey;
  }

  get deadline(): number | undefined {
    return this.over === Infinity ? undefined : this.inFlight.epochOf(this.over);
  }

  /** A call within it had no answer until its time was over. */
  get isHeldUp(): boolean {
    return heldUp.has(this);
  }

  /** Milliseconds until its time is over; undefined: it has no limit. */
  get leftMs(): number | undefined {
    return this.over === Infinity ? undefined : this.over - this.inFlight.now();
  }

  /** How long the call has run, in milliseconds. */
  get ageMs(): number {
    return this.inFlight.now() - this.startedAt;
  }

  get signal(): AbortSignal {
    if (this.controller === undefined) {
      this.controller = new AbortController();
      if (this.interruption !== undefined) this.controller.abort(this.interruption);
    }
    return this.controller.signal;
  }

  /** `told` hears of the interruption, once; the last who asks: what a transport uses of the signal, which costs more than sending the call. */
  watch(told: (reason: CarusoError) => void): void {
    if (this.interruption === undefined) this.watcher = told;
    else told(this.interruption);
  }

  get interrupted(): boolean {
    return this.interruption !== undefined;
  }

  /** Its time is over, or its caller's is. What was begun by a call that has been answered since goes on for its own time. */
  isDue(elapsed: number): boolean {
    const { parent } = this;
    if (parent === undefined) return this.over <= elapsed;
    if (parent.interrupted) return true;
    if (parent.open) return this.over <= elapsed;
    this.parent = undefined;
    this.over = this.ownOver;
    return this.over <= elapsed;
  }

  /** The caller wants no more: only the provider is told. */
  abandon(): void {
    if (this.interruption !== undefined) return;
    this.interruption = new CarusoError('cancelled', 'The caller has stopped reading');
    this.controller?.abort(this.interruption);
    this.watcher?.(this.interruption);
  }

  /** Ends the call from outside: deadline, cancellation, stopped provider. */
  interrupt(reason: CarusoError): void {
    // What ends one call may have ended the next one of those that are to be interrupted.
    if (!this.open || this.interruption !== undefined) return;
    const { parent } = this;
    if (reason.code === 'deadline' && parent?.open === true && parent.over === this.over) heldUp.add(parent);
    this.interruption = reason;
    this.controller?.abort(reason);
    this.watcher?.(reason);
    this.whenInterrupted(reason);
  }

  /** Tells the caller. */
  protected whenInterrupted(_reason: CarusoError): void {}

  /** Is sent once more: the provider before has seen its end, the next one has a signal of its own. */
  protected renew(): void {
    this.controller = undefined;
    this.interruption = undefined;
    this.watcher = undefined;
  }
}
