import { createHash } from 'node:crypto';
import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Clock, Principal, ServiceOf } from '@caruso/core-service-manager/contract';
import type { EventLog, NewEvent } from '@caruso/storage-manager/contract';
import type { Mail } from '@caruso/wrappers/contract';
import { commServerPrincipal } from '../contacts/contact-store.js';
import type { ContactStore } from '../contacts/contact-store.js';
import { contactEvent } from '../contacts/contact-event.js';
import type { Contact } from '../contacts/contact.js';

const SENT = 'message.sent';

export interface MessageParts {
  readonly mail: Pick<ServiceOf<typeof Mail>, 'send'>;
  readonly store: Pick<ContactStore, 'create' | 'find' | 'titleOf'>;
  readonly events: Pick<ServiceOf<typeof EventLog>, 'read'>;
  readonly customerClass: string;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface Message {
  readonly to: string;
  readonly customer?: string | undefined;
  readonly subject: string;
  readonly text: string;
}

export interface SentMessage {
  readonly contact: string;
  readonly messageId: string;
}

/**
 * Sends a mail and keeps it as a closed contact of the customer. Repeated with the same key it sends nothing new; when
 * the sending fails there is no contact, and the error is the mail server's.
 */
export async function sendMessage(
  parts: MessageParts,
  message: Message,
  principal: Principal,
  key: string | undefined,
): Promise<SentMessage> {
  const { mail, store, clock, newId } = parts;
  demandOwn(principal, message);
  const id = key === undefined ? newId() : contactIdOf(key);
  if (key !== undefined) {
    const sent = await sentBefore(parts, id);
    if (sent !== undefined) return sent;
  }
  const customer = message.customer === undefined ? undefined : { class: parts.customerClass, key: message.customer };
  // Before anything leaves the house: an unknown customer is a mistake of the request.
  if (customer !== undefined) await store.titleOf(customer);

  const { to, subject, text } = message;
  const idempotency = key === undefined ? {} : { idempotencyKey: key };
  const { messageId } = await mail.send({ to, subject, text }, { principal: commServerPrincipal, ...idempotency });
  const now = clock.now();
  const contact: Contact = {
    id,
    medium: 'mail',
    direction: 'out',
    state: 'closed',
    remote: to,
    language: 'en',
    subject,
    ...(customer === undefined ? {} : { customer }),
    dialogs: [],
    said: [],
    receivedAt: now,
    endedAt: now,
    simulated: false,
  };
  const event = contactEvent(contact, now);
  const events: readonly NewEvent[] = [
    ...(customer === undefined ? [] : [event('contact.identified', { by: 'address', simulated: false })]),
    {
      type: SENT,
      contact: id,
      actor: principal.id,
      data: { messageId, to, subject },
      at: new Date(now).toISOString(),
      ...(customer === undefined ? {} : { customer: customer.key }),
    },
    event('contact.closed', { disposition: 'sent', wrapUpSeconds: 0, simulated: false }, principal.id),
  ];
  await store.create(contact, events);
  return { contact: id, messageId };
}

async function sentBefore({ store, events }: MessageParts, id: string): Promise<SentMessage | undefined> {
  if ((await store.find(id)) === undefined) return undefined;
  const [sent] = await events.read({ contact: id, types: [SENT], limit: 1 });
  const messageId = sent?.data['messageId'];
  return typeof messageId === 'string' ? { contact: id, messageId } : undefined;
}

/** The same contact for the same key, always. */
function contactIdOf(key: string): string {
  return `m-${createHash('sha256').update(`message\n${key}`).digest('hex').slice(0, 32)}`;
}

function demandOwn(principal: Principal, { customer }: Message): void {
  if (principal.kind === 'customer' && (customer === undefined || customer !== principal.customer?.key)) {
    throw new CarusoError('forbidden', 'A customer can only have messages sent to herself');
  }
}
