import type { ActiveContact } from '../contract/index.js';
import type { Contact } from './contact.js';

const iso = (at: number): string => new Date(at).toISOString();

/** A contact as the contract shows it. */
export function activeContact(contact: Contact): ActiveContact {
  const { customer, customerName, queue, agent, waitingSince, connectedAt, endedAt } = contact;
  return {
    id: contact.id,
    medium: contact.medium,
    direction: contact.direction,
    state: contact.state,
    remote: contact.remote,
    language: contact.language,
    ...(customer === undefined ? {} : { customer }),
    ...(customerName === undefined ? {} : { customerName }),
    ...(queue === undefined ? {} : { queue }),
    ...(agent === undefined ? {} : { agent }),
    said: [...contact.said],
    receivedAt: iso(contact.receivedAt),
    ...(waitingSince === undefined ? {} : { waitingSince: iso(waitingSince) }),
    ...(connectedAt === undefined ? {} : { connectedAt: iso(connectedAt) }),
    ...(endedAt === undefined ? {} : { endedAt: iso(endedAt) }),
    simulated: contact.simulated,
  };
}
