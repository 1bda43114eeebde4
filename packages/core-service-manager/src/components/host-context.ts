import type { Clock, Component, ComponentContext, Logger } from '../contract/index.js';
import type { CallsInFlight } from '../calls/calls-in-flight.js';
import type { ServiceRegistry } from '../registry/service-registry.js';
import type { ComponentRecord } from './component-record.js';

export interface OwnProcessWish {
  /** Of the instance. */
  readonly name: string;
  readonly spec: string;
  readonly settings: unknown;
}

/** What starting, replacing and stopping of components share. */
export interface HostContext {
  readonly registry: ServiceRegistry;
  readonly inFlight: CallsInFlight;
  readonly clock: Clock;
  readonly log: Logger;
  /** A component that has not started after this many milliseconds has failed. */
  readonly startLimitMs: number;
  /** Id of this process. */
  readonly process: string;
  /** Loads a component in a process of its own and tells what it is. */
  describeInOwnProcess(request: OwnProcessWish): Promise<Component>;
  contextOf(name: string): Omit<ComponentContext, 'settings'>;
  readonly records: ComponentRecord[];
  /** In the order in which they came to run; a successor stands in the place of the one it replaced. */
  readonly started: ComponentRecord[];
  /** Fires when the manager is told to stop: a replacement that has not switched yet is given up. */
  readonly stopping: AbortSignal;
  /** Fires when the time for draining is over after that: nothing waits any longer. */
  readonly hurry: AbortSignal;
}

/** Out of `records` or `started`, if it is there still: two changes may end at the same time. */
export function withdraw(record: ComponentRecord, list: ComponentRecord[]): void {
  const at = list.indexOf(record);
  if (at >= 0) list.splice(at, 1);
}
