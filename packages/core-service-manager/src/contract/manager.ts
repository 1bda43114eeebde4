import type { Component, Health } from './component.js';
import type { CallOptions, Contract, ServiceOf } from './contract.js';
import type { ServiceMetrics } from './metrics.js';
import type { ContractDescription, ServiceInfo } from './service-directory.js';
import type { ReplacementReport } from './service-control.js';

/** Starts, finds, watches, replaces and stops components. One per process. */
export interface ServiceManager {
  use<C extends Contract>(contract: C, range?: string): ServiceOf<C>;
  invoke(contractId: string, operation: string, input: unknown, options?: CallOptions): Promise<unknown>;
  /**
   * Adds components and starts each as soon as its needs are met. Resolves when all are running, failed or waiting;
   * one that fails never keeps the others from starting. Look at `list()` for the outcome.
   */
  add(components: readonly ComponentEntry[]): Promise<void>;
  /**
   * Puts another version in the place of the running component `name` without losing a call: start, health check, state hand-over,
   * switch, drain, stop. Rejects with `refused` and the reason, and the old version goes on, when the new one does not start, become
   * ready or pass its check, or lacks what a running component of this process needs and nobody else provides; with `conflict` while
   * another change of that name is under way; with `not-found` when there is no such component. One that failed or waits is replaced too.
   *
   * The new version's `ready` runs before the switch: what it calls of its own services goes to the old version then. Streams of the old
   * version end at the switch without an error: who follows one opens it again, at the new version. Functions of `local` members are not
   * counted and go over at the switch.
   */
  replace(name: string, entry: Replacement, options?: DrainOptions): Promise<ReplacementReport>;
  /** Puts the version before the last replacement back, in the same way. `conflict` when there was none. */
  rollback(name: string, options?: DrainOptions): Promise<ReplacementReport>;
  /** Drains and stops one component. Those that need it go on and get `no-provider`. `not-found` when there is none. */
  remove(name: string, options?: DrainOptions): Promise<ReplacementReport>;
  /** Services of this process and, over the transports, of the others of the application. */
  list(): readonly ServiceInfo[];
  describe(contractId: string): ContractDescription;
  /** Polled now, by component, of this process. */
  health(): Promise<ReadonlyMap<string, Health>>;
  /** Counters and durations of the calls this process has made, by member of each provider that is in service now. */
  metrics(): readonly ServiceMetrics[];
  /** Stops in reverse order of start; waits for calls in flight up to `drainMs` (default 5,000 ms). */
  stop(options?: DrainOptions): Promise<void>;
}

export interface DrainOptions {
  /** How long calls in flight may go on, in milliseconds; then they are named and fail. Default 5,000; replacements 30,000. */
  readonly drainMs?: number;
}

export interface ComponentEntry {
  readonly component: Component;
  /** Names the instance; default the component's name. */
  readonly name?: string;
  /** As read from `app.yaml`; parsed by the component's own schema. */
  readonly settings?: unknown;
  /** Of several providers of a contract version the one with the highest rank is taken, then the oldest. Default 0. */
  readonly rank?: number;
  /** Where it was loaded from: a folder, a file or an npm package. For the reader, and to load it again in a process of its own. */
  readonly source?: string;
  /** In a process of its own, whose memory is freed when it is replaced; needs `source`. Default false. */
  readonly ownProcess?: boolean;
}

export interface Replacement {
  readonly component: Component;
  /** Default: those of the version that runs. */
  readonly settings?: unknown;
  readonly source?: string;
  /** Default: as the version that runs. */
  readonly ownProcess?: boolean;
}
