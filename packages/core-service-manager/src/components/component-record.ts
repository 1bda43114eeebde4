import type { Component, ComponentState, Health, RunningComponent } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';

/** What the manager knows of one component. */
export interface ComponentRecord {
  readonly component: Component;
  readonly rawSettings: unknown;
  state: ComponentState;
  /** Why it waits or failed. */
  reason: string | undefined;
  /** Milliseconds since 1970-01-01T00:00Z. */
  since: number;
  running: RunningComponent | undefined;
  providers: readonly Provider[];
  /** As last polled. */
  health: Health | undefined;
  /** Settles when its `ready` has run; undefined before. */
  readiness: Promise<void> | undefined;
}
