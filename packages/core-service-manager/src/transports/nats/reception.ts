import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { splitMessages } from '../wire/message-batch.js';
import { isPart } from '../wire/message-parts.js';
import type { MessageParts } from '../wire/message-parts.js';
import type { TransportSite } from '../transport.js';
import type { Peer } from './peer.js';
import { PING } from './peers.js';
import type { Peers } from './peers.js';
import { publishText } from './publish-text.js';
import { isSubjectToken } from './subjects.js';
import type { Subjects } from './subjects.js';

const BRACE = '{'.charCodeAt(0);
const BRACKET = '['.charCodeAt(0);
const NO_RESPONDERS = 503;
const GOOD_BYE = 'bye';
/** Before the number of the sender's last announcement. */
const PONG = 'q';
/** Wants the receiver's announcement. */
const ENQUIRY = '?';
const LONGEST_SETTLE_MS = 300;

/** What comes in from the other processes, brought to where it belongs; what is none of it is dropped. */
export interface Reception {
  /** On a connection that is new. */
  listen(connection: NatsConnection): void;
  broadcast(connection: NatsConnection, announcement: string): void;
  goodBye(connection: NatsConnection): void;
  /** Takes no more requests; those that have come in are given to their providers before it resolves. */
  drainRequests(): Promise<void>;
  /** Resolves when no announcement has come in for `ms` milliseconds. */
  quiet(ms: number): Promise<void>;
}

export interface ReceptionOptions {
  readonly site: Pick<TransportSite, 'log' | 'clock' | 'process'>;
  readonly subjects: Subjects;
  readonly me: string;
  readonly peers: Peers;
  announcement(): string;
  seq(): number;
}

export function createReception({ site, subjects, me, peers, announcement, seq }: ReceptionOptions): Reception {
  const { log, clock } = site;
  let requests: Subscription | undefined;
  let heardAt = 0;

  function dropped(msg: Msg): void {
    log.debug({ subject: msg.subject, bytes: msg.data.length }, 'a message that is none of ours was dropped');
  }

  /** A sender is the last part of the subject. */
  function heard(msg: Msg): Peer | undefined {
    const from = msg.subject.slice(msg.subject.lastIndexOf('.') + 1);
    if (from === me || !isSubjectToken(from)) return undefined;
    const peer = peers.of(from);
    if (peer === undefined) return undefined;
    peer.unanswered = 0;
    peer.heard = true;
    return peer;
  }

  function receiveText(peer: Peer, text: string, msg: Msg): void {
    const { messages, others } = splitMessages(text);
    if (others > 0) dropped(msg);
    for (const message of messages) {
      try {
        peer.conversation.receive(message);
      } catch (thrown) {
        // One of them must not take the others with it.
        log.error({ subject: msg.subject, err: thrown }, 'a message could not be taken');
      }
    }
  }

  function textOf(msg: Msg, parts: MessageParts): string | undefined {
    return isPart(msg.data) ? parts.take(msg.data) : textIn(msg.data);
  }

  return {
    listen(connection) {
      const on = (subject: string, take: (msg: Msg) => void): Subscription =>
        connection.subscribe(subject, {
          callback(error, msg) {
            if (error !== null) return;
            try {
              take(msg);
            } catch (thrown) {
              // Nothing from outside may end the process or the subscription.
              log.error({ subject: msg.subject, err: thrown }, 'a message could not be taken');
            }
          },
        });

      requests = on(subjects.requests(me, '*'), (msg) => {
        const peer = heard(msg);
        if (peer === undefined) return;
        if (msg.data[0] === BRACE || msg.data[0] === BRACKET) return receiveText(peer, textIn(msg.data), msg);
        const text = textOf(msg, peer.parts.requests);
        if (text === PING) connection.publish(subjects.answers(peer.process, me), PONG + seq());
        else if (text === ENQUIRY) publishText(connection, subjects.answers(peer.process, me), announcement());
        else if (text !== undefined) receiveText(peer, text, msg);
      });

      on(subjects.answers(me, '*'), (msg) => {
        const peer = heard(msg);
        if (peer === undefined) return;
        const text = textOf(msg, peer.parts.answers);
        if (text === undefined) return;
        if (text.startsWith('{"t":"here"')) return receiveAnnouncement(connection, peer, text, msg);
        if (!text.startsWith(PONG)) return receiveText(peer, text, msg);
        if (Number(text.slice(PONG.length)) > peer.seq)
          connection.publish(subjects.requests(peer.process, me), ENQUIRY);
      });

      on(subjects.notDelivered(me, '*', '*'), (msg) => {
        if (msg.headers?.code !== NO_RESPONDERS) return dropped(msg);
        const [process, calls = ''] = msg.subject.split('.').slice(-2);
        const [first, last] = calls.split('-').map(Number);
        if (process !== undefined) peers.notDelivered(process, first ?? NaN, last ?? NaN);
      });

      on(subjects.announce('*'), (msg) => {
        const peer = heard(msg);
        if (peer === undefined) return;
        const text = textOf(msg, peer.parts.announcements);
        if (text === GOOD_BYE) peers.goodBye(peer.process);
        else if (text !== undefined) receiveAnnouncement(connection, peer, text, msg);
      });
    },
    broadcast: (connection, text) => publishText(connection, subjects.announce(me), text),
    goodBye: (connection) => connection.publish(subjects.announce(me), GOOD_BYE),
    async drainRequests() {
      await requests?.drain();
    },
    async quiet(ms) {
      const until = clock.now() + LONGEST_SETTLE_MS;
      heardAt = clock.now();
      while (clock.now() < Math.min(heardAt + ms, until)) {
        await new Promise<void>((resolve) => void clock.after(ms, resolve));
      }
    },
  };

  function receiveAnnouncement(connection: NatsConnection, peer: Peer, text: string, msg: Msg): void {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return dropped(msg);
    }
    heardAt = clock.now();
    peers.announced(peer, value);
    const isEnquiry = typeof value === 'object' && value !== null && 'enquiry' in value && value.enquiry === true;
    if (isEnquiry) publishText(connection, subjects.answers(peer.process, me), announcement());
  }
}

function textIn(data: Uint8Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString();
}
