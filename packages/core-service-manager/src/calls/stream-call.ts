import type { CallOptions, CarusoError } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';
import { Call } from './call.js';
import type { CallsInFlight } from './calls-in-flight.js';

/** An open stream among the calls in flight. */
export class StreamCall extends Call {
  constructor(
    inFlight: CallsInFlight,
    provider: Provider,
    name: string,
    options: CallOptions | undefined,
    private readonly onInterrupt: (reason: CarusoError) => void,
  ) {
    super(inFlight, provider, name, 'stream', options, options?.timeoutMs ?? Infinity);
    this.running = true;
  }

  protected override whenInterrupted(reason: CarusoError): void {
    this.onInterrupt(reason);
  }
}
