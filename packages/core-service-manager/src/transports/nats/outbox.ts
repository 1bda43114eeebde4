import type { NatsConnection } from '@nats-io/transport-node';
import { joinMessages } from '../wire/message-batch.js';
import { publishText } from './publish-text.js';

/** Messages on their way out. */
export interface Outbox {
  /** Sends what answers or goes on with something. */
  post(subject: string, text: string): void;
  /** Sends what asks for something. If nobody listens, the server says so at `address` with the numbers of the first and last call of the message. */
  ask(subject: string, text: string, address: string, call: number): void;
  /** Gives all to the connection now. */
  flush(): void;
}

interface Batch {
  readonly subject: string;
  readonly texts: string[];
  size: number;
  address: string | undefined;
  first: number;
  last: number;
}

/** In characters. What is larger goes alone. */
const LARGEST_BATCH = 32_768;

/**
 * Gathers what is sent in one turn of the event loop, and sends what goes to one subject as one message: on both ends and in the server a
 * message costs much more than what is in it. What finds no connection is dropped: its callers have been told when the connection was lost.
 */
export function createOutbox(connection: () => NatsConnection | undefined): Outbox {
  let full: Batch[] = [];
  let open = new Map<string, Batch>();
  let due = false;

  function flush(): void {
    due = false;
    const batches = [...full, ...open.values()];
    full = [];
    open = new Map();
    const current = connection();
    // A connection that has just closed is known as lost a moment later.
    if (current === undefined || current.isClosed() || current.isDraining()) return;
    for (const { subject, texts, address, first, last } of batches) {
      publishText(
        current,
        subject,
        joinMessages(texts),
        address === undefined ? undefined : `${address}${first}-${last}`,
      );
    }
  }

  function add(subject: string, text: string): Batch {
    if (!due) {
      due = true;
      setImmediate(flush);
    }
    let batch = open.get(subject);
    if (batch !== undefined && batch.size + text.length > LARGEST_BATCH) {
      full.push(batch);
      batch = undefined;
    }
    if (batch === undefined) {
      batch = { subject, texts: [], size: 0, address: undefined, first: 0, last: 0 };
      open.set(subject, batch);
    }
    batch.texts.push(text);
    batch.size += text.length;
    return batch;
  }

  return {
    post(subject, text) {
      add(subject, text);
    },
    ask(subject, text, address, call) {
      const batch = add(subject, text);
      if (batch.address === undefined) {
        batch.address = address;
        batch.first = call;
      }
      batch.last = call;
    },
    flush,
  };
}
