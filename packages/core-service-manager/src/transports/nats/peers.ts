import { randomInt } from 'node:crypto';
import type { NatsConnection } from '@nats-io/transport-node';
import { announcementSchema } from '../link/announcement.js';
import { createConversation } from '../link/conversation.js';
import type { Performer } from '../link/incoming-calls.js';
import type { Link } from '../link/link.js';
import { createRemoteProviders } from '../link/remote-providers.js';
import { notSent } from '../link/unavailable.js';
import type { TransportSite } from '../transport.js';
import { createMessageParts } from '../wire/message-parts.js';
import type { Peer } from './peer.js';
import type { Outbox } from './outbox.js';
import type { Subjects } from './subjects.js';

/** So many pings without an answer, one a second, and a process that still has a connection counts as hung. */
const MOST_UNANSWERED = 5;
/** More processes than any application has: a flood of made-up senders must not fill the memory. */
const MOST_PEERS = 1_000;
export const PING = 'p';
/** Numbers of the calls in the address of a ping: none has this. */
const PING_CALLS = '0-0';

const FIRST_NUMBER_BELOW = 2 ** 40;

export interface Peers {
  /** Known, or known from now on; undefined when there are too many. */
  of(process: string): Peer | undefined;
  all(): readonly Peer[];
  announced(peer: Peer, value: unknown): void;
  goodBye(process: string): void;
  /** The server says that nobody listens there: it could not deliver the calls from the first to the last of these numbers. */
  notDelivered(process: string, first: number, last: number): void;
  /** Asks each whether it is there; withdraws those that do not answer. */
  ping(): void;
  /** Asks those on whose answers callers wait, and from whom nothing has come since the last time. */
  probe(): void;
  /** Nobody can be reached. */
  loseAll(reason: string): void;
}

export interface PeersOptions {
  readonly site: TransportSite;
  readonly subjects: Subjects;
  readonly me: string;
  readonly performer: Performer;
  readonly outbox: Outbox;
  connection(): NatsConnection | undefined;
  /** Why there is none. */
  reason(): string;
}

export function createPeers({ site, subjects, me, performer, outbox, connection, reason }: PeersOptions): Peers {
  const { registry, clock, log } = site;
  const peers = new Map<string, Peer>();
  /** Gone, but what was asked of them is not settled yet. */
  const departing = new Set<Peer>();
  // Not from 1: what somebody sends at random must not meet a call that is in flight.
  let lastNumber = randomInt(1, FIRST_NUMBER_BELOW);
  const nextNumber = (): number => (lastNumber += 1);

  function linkTo(peer: string): Link {
    const requests = subjects.requests(peer, me);
    const answers = subjects.answers(peer, me);
    const notDelivered = subjects.notDelivered(me, peer, '');
    return {
      peer,
      ask(text, call) {
        if (connection() === undefined) {
          throw notSent(`The process ${peer} cannot be reached: ${reason()}`, { process: peer });
        }
        outbox.ask(requests, text, notDelivered, call);
      },
      tell(text) {
        // What goes on with a call or stream of ours goes where it was asked for.
        const isRequest = text.startsWith('{"t":"x"') || text.startsWith('{"t":"k"');
        outbox.post(isRequest ? requests : answers, text);
      },
    };
  }

  function create(process: string): Peer {
    const conversation = createConversation(linkTo(process), performer, clock, nextNumber);
    const place = { kind: 'remote', process } as const;
    return {
      process,
      conversation,
      providers: createRemoteProviders({ registry, place, log, calls: () => conversation.outgoing }),
      parts: { requests: createMessageParts(), answers: createMessageParts(), announcements: createMessageParts() },
      seq: 0,
      services: [],
      unanswered: 0,
      heard: true,
      leaving: false,
    };
  }

  /** New calls go elsewhere at once. Those sent fail when it is known which of them the server could not deliver. */
  function depart(peer: Peer, why: string): void {
    if (peers.get(peer.process) !== peer) return;
    peers.delete(peer.process);
    departing.add(peer);
    if (peer.seq > 0 && !peer.leaving) log.warn({ process: peer.process }, `the process ${peer.process} ${why}`);
    peer.providers.withdrawAll();
    const settle = (): void => {
      departing.delete(peer);
      peer.conversation.lose(`The process ${peer.process} ${why}`);
    };
    const current = connection();
    outbox.flush();
    if (current === undefined) settle();
    else current.flush().then(settle, settle);
  }

  function sendPing(current: NatsConnection, { process }: Peer): void {
    const reply = subjects.notDelivered(me, process, PING_CALLS);
    current.publish(subjects.requests(process, me), PING, { reply });
  }

  return {
    of(process) {
      const known = peers.get(process);
      if (known !== undefined || peers.size >= MOST_PEERS) return known;
      const peer = create(process);
      peers.set(process, peer);
      return peer;
    },
    all: () => [...peers.values()],
    announced(peer, value) {
      const parsed = announcementSchema.safeParse(value);
      if (!parsed.success) {
        log.warn(
          { process: peer.process },
          `the process ${peer.process} announces itself in a form that is not understood`,
        );
        return;
      }
      const { seq, providers, services } = parsed.data;
      if (seq < peer.seq || peer.leaving) return;
      peer.seq = seq;
      if (services !== undefined) {
        peer.services = services.map((row) => ({ ...row, place: 'remote', process: peer.process }));
      }
      peer.providers.update(providers);
    },
    goodBye(process) {
      const peer = peers.get(process);
      if (peer === undefined) return;
      peer.leaving = true;
      peer.services = [];
      peer.providers.withdrawAll();
    },
    notDelivered(process, first, last) {
      for (const peer of departing) if (peer.process === process) peer.conversation.outgoing.undelivered(first, last);
      const peer = peers.get(process);
      if (peer === undefined) return;
      peer.conversation.outgoing.undelivered(first, last);
      depart(peer, 'is not there any more');
    },
    ping() {
      const current = connection();
      if (current === undefined) return;
      for (const peer of peers.values()) {
        if (peer.unanswered >= MOST_UNANSWERED) {
          depart(peer, `has not answered for ${MOST_UNANSWERED} s`);
          continue;
        }
        peer.unanswered += 1;
        sendPing(current, peer);
      }
    },
    probe() {
      const current = connection();
      if (current === undefined) return;
      for (const peer of peers.values()) {
        if (!peer.heard && peer.conversation.outgoing.size > 0) sendPing(current, peer);
        peer.heard = false;
      }
    },
    loseAll(why) {
      for (const peer of peers.values()) {
        peers.delete(peer.process);
        peer.providers.withdrawAll();
        peer.conversation.lose(`The process ${peer.process} cannot be reached: ${why}`);
      }
    },
  };
}
