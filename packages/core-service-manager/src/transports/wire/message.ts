import type { ErrorCode, Principal } from '../../contract/index.js';

/**
 * What processes of one application say to each other, over any link. One JSON object each; the keys are short because they
 * travel with every call. `i` is the number of the call, unlike any other of its sender.
 */
export type Message =
  | CallMessage
  | OpenMessage
  | AnswerMessage
  | ErrorMessage
  | CancelMessage
  | ValueMessage
  | EndMessage
  | CreditMessage;

interface Addressed {
  readonly i: number;
  /** Key of the provider, as announced: contract, version and component. */
  readonly p: string;
  /** Member of the contract. */
  readonly m: string;
  /** Milliseconds the caller still waits; absent: for ever. */
  readonly ms?: number;
  /** Idempotency key. */
  readonly k?: string;
  /** On whose behalf. */
  readonly w?: Principal;
  /** W3C Trace Context, `traceparent`. */
  readonly tp?: string;
  /** Input; absent: undefined. */
  readonly b?: unknown;
}

export interface CallMessage extends Addressed {
  readonly t: 'c';
}

/** Opens a stream; `n` values may come before more credit is given. */
export interface OpenMessage extends Addressed {
  readonly t: 'o';
  readonly n: number;
}

export interface AnswerMessage {
  readonly t: 'a';
  readonly i: number;
  /** Output; absent: undefined. */
  readonly b?: unknown;
}

export interface ErrorMessage {
  readonly t: 'e';
  readonly i: number;
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The caller wants no more: its time is over, it was cancelled, or it has stopped reading. */
export interface CancelMessage {
  readonly t: 'x';
  readonly i: number;
}

export interface ValueMessage {
  readonly t: 'v';
  readonly i: number;
  readonly b?: unknown;
}

export interface EndMessage {
  readonly t: 'z';
  readonly i: number;
}

/** `n` more values may come. */
export interface CreditMessage {
  readonly t: 'k';
  readonly i: number;
  readonly n: number;
}

/** What a call or an opened stream carries besides its number and input. */
export type CallHeader = { readonly [K in keyof Omit<Addressed, 'i' | 'b'>]: Addressed[K] | undefined } & Pick<
  Addressed,
  'p' | 'm'
>;
