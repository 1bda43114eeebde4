import type { CarusoError, Component, ErrorCode, Principal, Provision } from '../contract/index.js';

/** A call that shows what the component does; run several times, so it must be repeatable. */
export interface SampleCall {
  /** Id of the contract; needed when the component provides several. */
  readonly contract?: string;
  readonly operation: string;
  readonly input: unknown;
  readonly principal?: Principal;
  /** The call must fail with this code. */
  readonly fails?: ErrorCode;
  /** What it must answer with, value for value; of a stream: its first value. */
  readonly answers?: unknown;
  /** Looks closer at the answer (of a stream: at its first value), or at the error, and throws when it is not right. */
  expect?(outcome: unknown): void;
}

export interface BrokenSettings {
  readonly settings: unknown;
  /** What the message must name: a field, a file, an operation. */
  readonly names: string;
}

/** A component with all that is needed to try it. */
export interface ComponentSpecimen {
  /** Stands in the titles of the tests. Default: the component's name. */
  readonly name?: string;
  readonly component: Component;
  /** As they stand in `app.yaml`. */
  readonly settings: unknown;
  /** Of a second instance beside the first; default: the same. */
  readonly secondSettings?: unknown;
  /** Stand-ins or real parts for what the component needs. */
  readonly needs?: readonly Provision[];
  readonly calls: readonly SampleCall[];
  readonly brokenSettings?: readonly BrokenSettings[];
  /** The application's folder. Default: a new empty one. */
  readonly appDir?: string;
  /** How long starting and stopping may take, in milliseconds. Default: 10,000 each. */
  readonly limitMs?: number;
}

/** How a call ended. */
export type CallOutcome = { readonly value: unknown } | { readonly error: CarusoError } | { readonly foreign: unknown };
