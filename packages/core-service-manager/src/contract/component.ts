import type { z } from 'zod';
import type { CallOptions, Contract, ImplementationOf, ServiceOf } from './contract.js';

export interface Logger {
  debug(fields: object, message?: string): void;
  info(fields: object, message?: string): void;
  warn(fields: object, message?: string): void;
  error(fields: object, message?: string): void;
  child(fields: object): Logger;
}

/** Time as a component sees it, so that tests and simulations can bring their own. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
  /** Runs `task` once after `ms` milliseconds; returns a function that cancels it. */
  after(ms: number, task: () => void): () => void;
}

export type Health =
  | { readonly status: 'up' }
  /** Works in part: says what does not and what to do. */
  | { readonly status: 'degraded' | 'down'; readonly reason: string };

/** One provided contract with its implementation. */
export interface Provision {
  readonly contract: Contract;
  readonly implementation: Readonly<Record<string, unknown>>;
}

/** Pairs a contract with an implementation of it; a missing or wrong operation does not compile. */
export function provide<C extends Contract>(contract: C, implementation: ImplementationOf<C>): Provision {
  return { contract, implementation: implementation as Readonly<Record<string, unknown>> };
}

export interface ComponentContext<Settings = unknown> {
  /** A stable handle: hold it for ever; calls go to the best provider at the time of the call. */
  use<C extends Contract>(contract: C, range?: string): ServiceOf<C>;
  /** Calls an operation named at run time (script actions, outbox entries); input and output are checked by schema. */
  invoke: DynamicInvoke;
  readonly settings: Settings;
  /** The application's folder: objects, scripts, prompts. Absolute. */
  readonly appDir: string;
  /** All state of the embedded default lives here. Absolute. */
  readonly dataDir: string;
  readonly log: Logger;
  readonly clock: Clock;
  /** A new time-ordered id (UUIDv7, RFC 9562). */
  newId(): string;
}

export type DynamicInvoke = (
  contractId: string,
  operation: string,
  input: unknown,
  options?: CallOptions,
) => Promise<unknown>;

export interface RunningComponent {
  readonly provisions: readonly Provision[];
  /** Called every few seconds and before a replacement; must answer within 2 s. Default: up. */
  health?(): Promise<Health>;
  /** Runs after every component has started and all services can be found. */
  ready?(): Promise<void>;
  /** New calls have ceased and running ones have ended, or their deadline is over. */
  stop(): Promise<void>;
}

/** A need: a contract, and whether the component can run without it. */
export interface Need {
  readonly contract: Contract;
  readonly range: string;
  readonly optional: boolean;
}

export interface Component<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  readonly provides: readonly Contract[];
  readonly needs: readonly Need[];
  /** Checked before the start; a mistake is reported with its path in `app.yaml`. */
  readonly settings: S;
  start(context: ComponentContext<z.output<S>>): Promise<RunningComponent>;
}

export function defineComponent<S extends z.ZodType>(component: Component<S>): Component<S> {
  return component;
}

/** A required need; `range` defaults to the contract's own major. */
export function need(contract: Contract, range?: string): Need {
  return { contract, range: range ?? `^${contract.version}`, optional: false };
}

export function optionalNeed(contract: Contract, range?: string): Need {
  return { ...need(contract, range), optional: true };
}
