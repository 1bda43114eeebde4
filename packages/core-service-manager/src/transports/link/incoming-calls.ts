import { asCarusoError, CarusoError } from '../../contract/index.js';
import { encodeAnswer, encodeEnd, encodeError } from '../wire/encode-message.js';
import type { CallMessage, CancelMessage, CreditMessage, Message, OpenMessage } from '../wire/message.js';
import type { IncomingOptions } from '../transport.js';
import type { Link } from './link.js';
import { sendValues } from './send-values.js';
import type { ValueSender } from './send-values.js';
import { lostAfterSending, notSent } from './unavailable.js';

/** So many calls of one process at once are a mistake or a flood; the bulkheads of the providers are far below. */
const MOST_AT_ONCE = 10_000;

/** Performs what another process asks for. Both reject or throw CarusoErrors. */
export interface Performer {
  perform(provider: string, member: string, input: unknown, options: IncomingOptions): Promise<unknown>;
  open(provider: string, member: string, input: unknown, options: IncomingOptions): AsyncIterator<unknown>;
}

interface Running {
  readonly i: number;
  /** Nobody waits for it any more. */
  cancelled: boolean;
  /** Tells the provider; undefined until the call has begun there. */
  cancel: ((reason: CarusoError) => void) | undefined;
  values: ValueSender | undefined;
}

export type RequestMessage = CallMessage | OpenMessage | CancelMessage | CreditMessage;

export function isForProvider(message: Message): message is RequestMessage {
  return !(message.t === 'a' || message.t === 'e' || message.t === 'v' || message.t === 'z');
}

/** Calls and streams one other process asked of this. */
export class IncomingCalls {
  private readonly running = new Map<number, Running>();
  private whenIdle: (() => void) | undefined = undefined;

  constructor(
    private readonly link: Link,
    private readonly performer: Performer,
  ) {}

  get size(): number {
    return this.running.size;
  }

  receive(message: RequestMessage): void {
    switch (message.t) {
      case 'c':
        return this.call(message);
      case 'o':
        return this.open(message);
      case 'k':
        return this.running.get(message.i)?.values?.credit(message.n);
      case 'x':
        return this.cancel(message.i, new CarusoError('cancelled', 'The caller wants no more'));
    }
  }

  /** The other process is gone or hears nothing any more: all its calls are cancelled. */
  abandon(reason: string): void {
    for (const i of this.running.keys()) this.cancel(i, new CarusoError('cancelled', reason));
  }

  /** Streams have no end of their own: they end cleanly, so that who follows one opens it again at the next provider. */
  endStreams(): void {
    for (const running of this.running.values()) {
      const { i, values } = running;
      if (values === undefined) continue;
      this.tell(running, encodeEnd(i));
      running.cancelled = true;
      running.cancel?.(new CarusoError('unavailable', 'The provider is stopped'));
      values.stop();
    }
  }

  /** The time for draining is over: what still runs is cancelled, and its caller told. */
  end(reason: string): void {
    this.endStreams();
    for (const running of this.running.values()) {
      this.tell(running, encodeError(running.i, lostAfterSending(reason)));
      running.cancelled = true;
      running.cancel?.(new CarusoError('unavailable', reason));
    }
  }

  /** Resolves when no call runs. */
  idle(): Promise<void> {
    if (this.running.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const before = this.whenIdle;
      this.whenIdle = () => {
        before?.();
        resolve();
      };
    });
  }

  private call(message: CallMessage): void {
    const { i, p, m, b } = message;
    const running = this.begin(i);
    if (running === undefined) return;
    const fail = (thrown: unknown): void => this.finish(running, encodeError(i, asCarusoError(thrown)));
    try {
      const options = optionsOf(message, { begun: (call) => (running.cancel = (reason) => call.interrupt(reason)) });
      this.performer.perform(p, m, b, options).then((output) => {
        if (running.cancelled) return this.finish(running, '');
        let text: string;
        try {
          text = encodeAnswer(i, output);
        } catch (thrown) {
          return fail(unsendable(p, m, thrown));
        }
        this.finish(running, text);
      }, fail);
    } catch (thrown) {
      fail(thrown);
    }
  }

  private open(message: OpenMessage): void {
    const { i, p, m, b, n } = message;
    const running = this.begin(i);
    if (running === undefined) return;
    const fail = (thrown: unknown): void => this.finish(running, encodeError(i, asCarusoError(thrown)));
    try {
      const controller = new AbortController();
      running.cancel = (reason) => controller.abort(reason);
      const source = this.performer.open(p, m, b, optionsOf(message, { signal: controller.signal }));
      running.values = sendValues(i, source, n, (text) => this.tell(running, text));
      running.values.ended.then(() => this.finish(running, encodeEnd(i)), fail);
    } catch (thrown) {
      fail(thrown);
    }
  }

  /** Numbers do not come twice unless somebody forges messages: the later call is answered then. */
  private begin(i: number): Running | undefined {
    if (this.running.size >= MOST_AT_ONCE) {
      const details = { sent: false };
      this.link.tell(
        encodeError(i, new CarusoError('overloaded', `${MOST_AT_ONCE} of its calls run already`, details)),
      );
      return undefined;
    }
    const running: Running = { i, cancelled: false, cancel: undefined, values: undefined };
    this.running.set(i, running);
    return running;
  }

  private cancel(i: number, reason: CarusoError): void {
    const running = this.running.get(i);
    if (running === undefined) return;
    running.cancelled = true;
    running.cancel?.(reason);
    running.values?.stop();
  }

  private tell(running: Running, text: string): void {
    if (!running.cancelled && this.running.get(running.i) === running) this.link.tell(text);
  }

  private finish(running: Running, text: string): void {
    this.tell(running, text);
    if (this.running.get(running.i) === running) this.running.delete(running.i);
    if (this.running.size > 0) return;
    this.whenIdle?.();
    this.whenIdle = undefined;
  }
}

/** What a provider that was withdrawn in the meantime answers: the caller may go to another without harm. */
export function withdrawn(provider: string): CarusoError {
  return notSent(`${provider} is not provided by this process any more`, { provider });
}

type MutableOptions = { -readonly [K in keyof IncomingOptions]: IncomingOptions[K] };

function optionsOf({ ms, k, w, tp }: CallMessage | OpenMessage, options: MutableOptions): IncomingOptions {
  if (ms !== undefined) options.timeoutMs = ms;
  if (k !== undefined) options.idempotencyKey = k;
  if (w !== undefined) options.principal = w;
  if (tp !== undefined) options.traceparent = tp;
  return options;
}

function unsendable(provider: string, member: string, thrown: unknown): CarusoError {
  const { message, details } = asCarusoError(thrown);
  return new CarusoError('internal', `${provider} ${member}: ${message}`, details);
}
