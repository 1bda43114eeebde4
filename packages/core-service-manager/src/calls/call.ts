import { CarusoError } from '../contract/index.js';
import type { CallContext, Principal } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';

/**
 * A call in flight: what the provider is told about it, and its place in the list of calls in flight.
 * The AbortController is made when somebody looks at the signal: it costs more than the rest of a call.
 */
export class Call implements CallContext {
  previous: Call | undefined = undefined;
  next: Call | undefined = undefined;
  /** Tells the caller that the call was ended from outside: deadline, cancellation, stopped provider. */
  whenInterrupted: ((reason: CarusoError) => void) | undefined = undefined;
  private controller: AbortController | undefined = undefined;
  private interruption: CarusoError | undefined = undefined;

  constructor(
    readonly provider: Provider,
    readonly member: string,
    readonly kind: 'operation' | 'stream',
    readonly principal: Principal | undefined,
    readonly idempotencyKey: string | undefined,
    /** On the scale of CallsInFlight; Infinity for none. */
    readonly deadline: number,
  ) {}

  get signal(): AbortSignal {
    if (this.controller === undefined) {
      this.controller = new AbortController();
      if (this.interruption !== undefined) this.controller.abort(this.interruption);
    }
    return this.controller.signal;
  }

  /** The caller wants no more: only the provider is told. */
  abandon(): void {
    if (this.interruption !== undefined) return;
    this.interruption = new CarusoError('cancelled', 'The caller has stopped reading');
    this.controller?.abort(this.interruption);
  }

  interrupt(reason: CarusoError): void {
    if (this.interruption !== undefined) return;
    this.interruption = reason;
    this.controller?.abort(reason);
    this.whenInterrupted?.(reason);
  }
}
