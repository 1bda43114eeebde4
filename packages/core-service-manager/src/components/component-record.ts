import type { Clock, Component, ComponentState, Contract, Health, Need, RunningComponent } from '../contract/index.js';
import type { Provider } from '../registry/provider.js';

/** A component as it was installed: what a roll back starts again. */
export interface InstalledVersion {
  readonly component: Component;
  /** As read from `app.yaml`. */
  readonly settings: unknown;
  readonly source: string | undefined;
  readonly ownProcess: boolean;
}

/** What the manager knows of one version of one instance; during a replacement there are two of the same name. */
export interface ComponentRecord {
  readonly name: string;
  readonly installed: InstalledVersion;
  /** What is run: of `installed`, or in its place what stands for it in a process of its own. */
  component: Component;
  readonly rank: number;
  /** The version that a roll back puts back. */
  readonly previous: InstalledVersion | undefined;
  /** Parsed; unset until it is prepared. */
  settings: unknown;
  /** Of the component, or what its `configure` said. */
  provides: readonly Contract[];
  needs: readonly Need[];
  summary: string;
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

export interface NewRecord {
  readonly name: string;
  readonly installed: InstalledVersion;
  readonly rank: number;
  readonly previous?: InstalledVersion | undefined;
}

export function newRecord({ previous, ...made }: NewRecord, clock: Clock): ComponentRecord {
  const { component } = made.installed;
  return {
    ...made,
    component,
    previous,
    settings: undefined,
    provides: component.provides,
    needs: component.needs,
    summary: component.summary,
    state: 'starting',
    reason: undefined,
    since: clock.now(),
    running: undefined,
    providers: [],
    health: undefined,
    readiness: undefined,
  };
}

export function enter(record: ComponentRecord, state: ComponentState, clock: Clock, reason?: string): void {
  record.state = state;
  record.reason = reason;
  record.since = clock.now();
}
