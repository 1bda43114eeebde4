import type { z } from 'zod';
import type { CallOptions, Contract, ImplementationOf, Members, ServiceOf } from './contract.js';

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
  readonly state?: StateTransfer<unknown>;
}

/** How a provider's state goes over to its successor, in the form of the contract's `state`. */
export interface StateTransfer<State> {
  /** Asked of the old version when its calls have ended and new ones wait; it answers nothing afterwards. */
  handOver(): Promise<State>;
  /** Told to the new version before its first call. A failure leaves the old version in service. */
  takeOver(state: State): Promise<void>;
}

/** What a contract with `state` asks of its providers; contracts without it take none. */
type StateArgument<C extends Contract> = [StateOf<C>] extends [z.ZodType]
  ? [state: StateTransfer<z.output<StateOf<C>>>]
  : [];

/** `C['state']` may always be undefined, because the property may be left out. */
type StateOf<C extends Contract> = C extends Contract<Members, infer S> ? S : undefined;

/** Pairs a contract with an implementation of it; a missing or wrong operation does not compile. */
export function provide<C extends Contract>(
  contract: C,
  implementation: ImplementationOf<C>,
  ...[state]: StateArgument<C>
): Provision {
  const made = { contract, implementation: implementation as Readonly<Record<string, unknown>> };
  return state === undefined ? made : { ...made, state: state as StateTransfer<unknown> };
}

export interface ComponentContext<Settings = unknown> {
  /** A stable handle: hold it for ever; calls go to the best provider at the time of the call. */
  use<C extends Contract>(contract: C, range?: string): ServiceOf<C>;
  /** Calls an operation named at run time (script actions, outbox entries); input and output are checked by schema. */
  invoke: DynamicInvoke;
  /** Of this instance, as in `app.yaml`; without one there, the component's own. */
  readonly name: string;
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

export interface ConfigureInput<Settings = unknown> {
  readonly settings: Settings;
  /** Of the instance, as in `app.yaml`. */
  readonly name: string;
  /** The application's folder. Absolute. */
  readonly appDir: string;
}

export interface Configured {
  readonly provides: readonly Contract[];
  readonly needs?: readonly Need[];
  readonly summary?: string;
}

export interface Component<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  readonly provides: readonly Contract[];
  readonly needs: readonly Need[];
  /** Checked before the start; a mistake is reported with its path in `app.yaml`. */
  readonly settings: S;
  /** Keeps no state and is needed inside the process of who uses it (it has `local` members): every process runs one. */
  readonly everywhere?: boolean;
  /**
   * What it holds that a second instance beside it cannot have: `the HTTP port`. It is not replaced while running, since the new version
   * could only start when the old one has ended.
   */
  readonly exclusive?: string;
  /**
   * What this instance provides and needs, where its settings say so (a wrapper whose contract stands in YAML).
   * Runs before its needs are looked at; takes the place of `provides` and `needs`. An error is told as the reason of the failure.
   */
  configure?(given: ConfigureInput<z.output<S>>): Promise<Configured>;
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
