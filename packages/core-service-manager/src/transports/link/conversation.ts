import type { Clock } from '../../contract/index.js';
import type { Message } from '../wire/message.js';
import { IncomingCalls, isForProvider } from './incoming-calls.js';
import type { Performer } from './incoming-calls.js';
import type { Link } from './link.js';
import { OutgoingCalls } from './outgoing-calls.js';

/** Both directions of a link. */
export interface Conversation {
  readonly outgoing: OutgoingCalls;
  readonly incoming: IncomingCalls;
  receive(message: Message): void;
  /** The other process is gone: what was asked of it fails with `unavailable`, what it asked for is cancelled. */
  lose(reason: string): void;
}

export function createConversation(
  link: Link,
  performer: Performer,
  clock: Pick<Clock, 'now'>,
  nextNumber: () => number,
): Conversation {
  const outgoing = new OutgoingCalls(link, clock, nextNumber);
  const incoming = new IncomingCalls(link, performer);
  return {
    outgoing,
    incoming,
    receive(message) {
      if (isForProvider(message)) incoming.receive(message);
      else outgoing.receive(message);
    },
    lose(reason) {
      outgoing.lose(reason);
      incoming.abandon(reason);
    },
  };
}
