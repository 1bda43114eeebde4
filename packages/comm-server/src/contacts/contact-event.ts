import type { NewEvent } from '@caruso/storage-manager/contract';
import { z } from 'zod';
import type { ContactEventData, ContactEventType } from '../contract/index.js';
import type { Contact } from './contact.js';

const jsonSchema = z.record(z.string(), z.json());

/** Makes events of one contact at one instant, each with its customer once she is known. */
export function contactEvent(contact: Contact, at: number) {
  return <T extends ContactEventType>(type: T, data: ContactEventData<T>, actor?: string): NewEvent => ({
    type,
    contact: contact.id,
    ...(contact.customer === undefined ? {} : { customer: contact.customer.key }),
    ...(actor === undefined ? {} : { actor }),
    data: jsonSchema.parse(data),
    at: new Date(at).toISOString(),
  });
}

/** The first event of every contact. */
export function receivedEvent(contact: Contact): NewEvent {
  const { medium, direction, remote, called, language, simulated, receivedAt } = contact;
  const number = called === undefined ? {} : { called };
  return contactEvent(contact, receivedAt)('contact.received', {
    medium,
    direction,
    remote,
    ...number,
    language,
    simulated,
  });
}
