import type { NatsConnection } from '@nats-io/transport-node';
import { publishText } from './publish-text.js';

/** Messages on their way out. */
export interface Outbox {
  post(subject: string, text: string, reply?: string): void;
  /** Gives all to the connection now. */
  flush(): void;
}

interface Posted {
  readonly subject: string;
  readonly text: string;
  readonly reply: string | undefined;
}

/**
 * Gathers what is sent in one turn of the event loop: the client writes to its socket after each step of it, and the writes cost more than
 * all the rest of a call. What finds no connection is dropped: its callers have been told when the connection was lost.
 */
export function createOutbox(connection: () => NatsConnection | undefined): Outbox {
  let posted: Posted[] = [];

  function flush(): void {
    const now = posted;
    if (now.length === 0) return;
    posted = [];
    const current = connection();
    if (current === undefined) return;
    for (const { subject, text, reply } of now) publishText(current, subject, text, reply);
  }

  return {
    post(subject, text, reply) {
      if (posted.length === 0) setImmediate(flush);
      posted.push({ subject, text, reply });
    },
    flush,
  };
}
