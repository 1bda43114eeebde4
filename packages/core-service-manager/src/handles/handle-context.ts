import type { CallsInFlight } from '../calls/calls-in-flight.js';
import type { CarusoError } from '../contract/index.js';
import type { ServiceRegistry, Slot } from '../registry/service-registry.js';

/** What the callers of one handle share. */
export interface HandleContext {
  readonly slot: Slot;
  readonly registry: ServiceRegistry;
  readonly inFlight: CallsInFlight;
  /** Why nobody provides the slot's contract now. */
  absence(contractId: string, range: string): CarusoError;
}
