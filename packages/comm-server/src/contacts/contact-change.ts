import type { ObjectRef } from '@caruso/core-service-manager/contract';
import type { ContactState } from '../contract/index.js';
import type { Contact, EndedBy } from './contact.js';

/** What can happen to a contact after it was received. */
export type ContactChange =
  | { readonly kind: 'dialog-started'; readonly dialog: string }
  | { readonly kind: 'said'; readonly said: Contact['said'] }
  | {
      readonly kind: 'identified';
      readonly by: 'dialog' | 'agent' | 'sign-in' | 'address';
      readonly customer: ObjectRef;
      readonly customerName?: string;
    }
  | { readonly kind: 'queued'; readonly queue: string; readonly subject?: string }
  | { readonly kind: 'ringing'; readonly agent: string; readonly agentName: string }
  | { readonly kind: 'not-answered'; readonly reason: string }
  | { readonly kind: 'answered' }
  /** The conversation with an agent is over, or the dialog came to its own end. */
  | { readonly kind: 'ended'; readonly by: EndedBy }
  | { readonly kind: 'closed'; readonly disposition: string; readonly note?: string; readonly actor?: string }
  | { readonly kind: 'abandoned' }
  | { readonly kind: 'broken'; readonly reason: string };

/** The states in which each change may come. */
export const comesIn: Readonly<Record<ContactChange['kind'], readonly ContactState[]>> = {
  'dialog-started': ['received', 'in-dialog'],
  said: ['in-dialog'],
  identified: ['received', 'in-dialog', 'waiting', 'ringing', 'connected', 'wrap-up'],
  // A second time: to another queue.
  queued: ['received', 'in-dialog', 'waiting'],
  ringing: ['waiting'],
  'not-answered': ['ringing'],
  answered: ['ringing'],
  ended: ['received', 'in-dialog', 'connected'],
  closed: ['in-dialog', 'wrap-up'],
  abandoned: ['received', 'in-dialog', 'waiting', 'ringing'],
  broken: ['received', 'in-dialog', 'waiting', 'ringing', 'connected', 'wrap-up'],
};
