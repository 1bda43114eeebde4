import type { CallContext, CarusoError, Clock } from '../../contract/index.js';
import { encodeCall, encodeCancel, encodeCredit, encodeOpen } from '../wire/encode-message.js';
import type { AnswerMessage, CallHeader, EndMessage, ErrorMessage, Message, ValueMessage } from '../wire/message.js';
import { errorOf } from './error-of.js';
import { createIncomingValues } from './incoming-values.js';
import type { IncomingValues } from './incoming-values.js';
import type { Link } from './link.js';
import { lostAfterSending, notSent } from './unavailable.js';

/** As many values of a stream come before the reader has taken any. */
export const STREAM_WINDOW = 64;

/** What the calling side knows about a call; all that a transport needs of it. */
export type RemoteCall = Pick<CallContext, 'principal' | 'idempotencyKey' | 'deadline' | 'signal'> & {
  readonly traceparent?: string | undefined;
  /** Milliseconds until the deadline, where somebody knows them without reading the clock twice. */
  readonly leftMs?: number | undefined;
  /** In place of listening to the signal, which costs more than sending the call. */
  watch?(told: (reason: CarusoError) => void): void;
};

interface Waiting {
  resolve(value: unknown): void;
  reject(error: CarusoError): void;
  /** Ends listening to the call's signal. */
  readonly leave: (() => void) | undefined;
}

type Listening = Pick<Waiting, 'resolve' | 'reject'> & { cancel(reason: unknown): void };

export type IncomingMessage = AnswerMessage | ErrorMessage | ValueMessage | EndMessage;

export function isForCaller(message: Message): message is IncomingMessage {
  return message.t === 'a' || message.t === 'e' || message.t === 'v' || message.t === 'z';
}

/** Calls and streams this process asked of one other. Deadlines are the caller's: it fires the signal when the time is over. */
export class OutgoingCalls {
  private readonly waiting = new Map<number, Waiting>();
  private readonly streams = new Map<number, IncomingValues>();

  constructor(
    private readonly link: Link,
    private readonly clock: Pick<Clock, 'now'>,
    /** Numbers unlike any other of this process on this transport. */
    private readonly nextNumber: () => number,
  ) {}

  get size(): number {
    return this.waiting.size + this.streams.size;
  }

  request(provider: string, member: string, input: unknown, call: RemoteCall): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const i = this.nextNumber();
      this.link.ask(encodeCall(i, this.header(provider, member, call), input), i);
      const cancel = (reason: unknown): void => {
        if (!this.waiting.delete(i)) return;
        this.link.tell(encodeCancel(i));
        reject(reason as Error);
      };
      if (call.watch === undefined) return this.listen(i, call.signal, { resolve, reject, cancel });
      this.waiting.set(i, { resolve, reject, leave: undefined });
      call.watch(cancel);
    });
  }

  private listen(i: number, signal: AbortSignal, { resolve, reject, cancel }: Listening): void {
    const abort = (): void => cancel(signal.reason);
    this.waiting.set(i, { resolve, reject, leave: () => signal.removeEventListener('abort', abort) });
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  }

  open(provider: string, member: string, input: unknown, call: RemoteCall): AsyncIterator<unknown> {
    const { signal } = call;
    const i = this.nextNumber();
    const leave = (): void => {
      if (this.streams.delete(i)) this.link.tell(encodeCancel(i));
      signal.removeEventListener('abort', abort);
    };
    const values = createIncomingValues(STREAM_WINDOW, (n) => this.link.tell(encodeCredit(i, n)), leave);
    const abort = (): void => {
      leave();
      values.end(signal.reason as Error);
    };
    this.link.ask(encodeOpen(i, this.header(provider, member, call), STREAM_WINDOW, input), i);
    this.streams.set(i, values);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    return values;
  }

  receive(message: IncomingMessage): void {
    const waiting = this.take(message.i);
    if (waiting === undefined) {
      const values = this.streams.get(message.i);
      if (values !== undefined) this.receiveForStream(message, values);
    } else if (message.t === 'a') waiting.resolve(message.b);
    else if (message.t === 'e') waiting.reject(errorOf(message));
  }

  /** The link could not deliver what began the calls and streams from the first to the last of these numbers. */
  undelivered(first: number, last: number): void {
    const error = notSent(`The process ${this.link.peer} is not there any more`, { process: this.link.peer });
    const isMeant = (i: number): boolean => i >= first && i <= last;
    for (const i of [...this.waiting.keys()].filter(isMeant)) this.take(i)?.reject(error);
    for (const [i, values] of [...this.streams].filter(([number]) => isMeant(number))) {
      this.streams.delete(i);
      values.end(error);
    }
  }

  /** No answers will come any more. */
  lose(reason: string): void {
    const error = lostAfterSending(reason, { process: this.link.peer });
    for (const i of this.waiting.keys()) this.take(i)?.reject(error);
    const streams = [...this.streams.values()];
    this.streams.clear();
    for (const values of streams) values.end(error);
  }

  /** This process leaves: the other end need not go on. */
  cancelAll(reason: string): void {
    for (const i of [...this.waiting.keys(), ...this.streams.keys()]) this.link.tell(encodeCancel(i));
    this.lose(reason);
  }

  private receiveForStream(message: IncomingMessage, values: IncomingValues): void {
    if (message.t === 'v') return values.push(message.b);
    this.streams.delete(message.i);
    values.end(message.t === 'e' ? errorOf(message) : undefined);
  }

  private take(i: number): Waiting | undefined {
    const waiting = this.waiting.get(i);
    if (waiting === undefined) return undefined;
    this.waiting.delete(i);
    waiting.leave?.();
    return waiting;
  }

  private header(p: string, m: string, call: RemoteCall): CallHeader {
    const { idempotencyKey: k, principal: w, traceparent: tp } = call;
    const left = call.leftMs ?? this.leftUntil(call.deadline);
    return { p, m, ms: left === undefined ? undefined : Math.max(1, left), k, w, tp };
  }

  private leftUntil(deadline: number | undefined): number | undefined {
    return deadline === undefined || deadline === Infinity ? undefined : deadline - this.clock.now();
  }
}
