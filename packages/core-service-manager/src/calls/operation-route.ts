import type { CarusoError } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';
import type { CallsInFlight } from './calls-in-flight.js';
import type { OperationTarget } from './operation-target.js';

/** Where the calls of one operation go. */
export interface OperationRoute {
  readonly inFlight: CallsInFlight;
  readonly contractId: string;
  readonly name: string;
  /** The best provider at this moment. */
  target(): OperationTarget | undefined;
  /** The best that is none of these and whose breaker lets calls through. */
  alternative(tried: ReadonlySet<Provider>): OperationTarget | undefined;
  /** Why there is no provider. */
  absence(): CarusoError;
  /** How often a call may be sent again. */
  readonly repetitions: number;
  /** A span of the call's own is wanted: not where the transport's edge has made one. */
  readonly traced: boolean;
}
