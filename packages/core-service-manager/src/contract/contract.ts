import type { z } from 'zod';
import type { Principal } from './principal.js';

/** What travels beside the input of a call. */
export interface CallOptions {
  readonly principal?: Principal | undefined;
  /** The receiver does the work once per key; a repetition gets the first result. */
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Whole milliseconds from now, 1 to 600,000. Default: the operation's own, else 30,000; streams have none. */
  readonly timeoutMs?: number | undefined;
}

export interface OperationDefinition<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'operation';
  readonly summary: string;
  readonly input: I;
  readonly output: O;
  /** May be repeated without harm: the framework retries it. */
  readonly idempotent: boolean;
  readonly timeoutMs: number;
  /**
   * A short computation without waiting: the call goes straight to the provider. It is counted, so that a replacement lets it end,
   * but has no deadline, retry, breaker, bulkhead or trace of its own.
   */
  readonly direct: boolean;
}

export interface StreamDefinition<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'stream';
  readonly summary: string;
  readonly input: I;
  readonly output: O;
}

/** A function that only works inside the process because it takes or returns functions. */
export interface LocalDefinition<F extends (...args: never[]) => unknown = (...args: never[]) => unknown> {
  readonly kind: 'local';
  readonly summary: string;
  /** Carries the type only; never set. */
  readonly signature?: F;
}

export type MemberDefinition = OperationDefinition | StreamDefinition | LocalDefinition;
export type Members = Readonly<Record<string, MemberDefinition>>;

/** A typed token: what a service can do, apart from who does it. */
export interface Contract<M extends Members = Members, S extends z.ZodType | undefined = z.ZodType | undefined> {
  readonly id: string;
  /** Semantic version of the contract, not of a provider. */
  readonly version: string;
  readonly summary: string;
  readonly members: M;
  /** What a provider hands to its successor when it is replaced while running; JSON. Undefined: nothing is handed over. */
  readonly state?: S;
}

/** The calling side: what a handle offers. */
export type ServiceOf<C extends Contract> = {
  readonly [K in keyof C['members']]: Caller<C['members'][K]>;
};

type Caller<D> =
  D extends OperationDefinition<infer I, infer O>
    ? (input: z.input<I>, options?: CallOptions) => Promise<z.output<O>>
    : D extends StreamDefinition<infer I, infer O>
      ? (input: z.input<I>, options?: CallOptions) => AsyncIterable<z.output<O>>
      : D extends LocalDefinition<infer F>
        ? F
        : never;

/** What a provider is told about the call besides its input. */
export interface CallContext {
  readonly principal: Principal | undefined;
  readonly idempotencyKey: string | undefined;
  /** When the caller gives up, in milliseconds since 1970 by this process's clock; undefined for a stream without limit. */
  readonly deadline: number | undefined;
  /** Fires on cancellation, deadline, or when the provider is stopped. */
  readonly signal: AbortSignal;
}

/** The providing side: one function per member. */
export type ImplementationOf<C extends Contract> = {
  readonly [K in keyof C['members']]: Implementer<C['members'][K]>;
};

type Implementer<D> =
  D extends OperationDefinition<infer I, infer O>
    ? (input: z.output<I>, call: CallContext) => Promise<z.input<O>>
    : D extends StreamDefinition<infer I, infer O>
      ? (input: z.output<I>, call: CallContext) => AsyncIterable<z.input<O>>
      : D extends LocalDefinition<infer F>
        ? F
        : never;

export function defineContract<const M extends Members, S extends z.ZodType | undefined = undefined>(contract: {
  readonly id: string;
  readonly version: string;
  readonly summary: string;
  readonly members: M;
  readonly state?: S;
}): Contract<M, S> {
  return contract as Contract<M, S>;
}

export function operation<I extends z.ZodType, O extends z.ZodType>(definition: {
  readonly summary: string;
  readonly input: I;
  readonly output: O;
  readonly idempotent?: boolean;
  readonly timeoutMs?: number;
  readonly direct?: boolean;
}): OperationDefinition<I, O> {
  return { kind: 'operation', idempotent: false, timeoutMs: 30_000, direct: false, ...definition };
}

/** Output values that arrive over time; ends when the consumer stops reading or its signal fires. */
export function stream<I extends z.ZodType, O extends z.ZodType>(definition: {
  readonly summary: string;
  readonly input: I;
  readonly output: O;
}): StreamDefinition<I, O> {
  return { kind: 'stream', ...definition };
}

export function local<F extends (...args: never[]) => unknown>(summary: string): LocalDefinition<F> {
  return { kind: 'local', summary };
}
