import type { ActiveContact } from '../api/contracts.js';

const order: readonly ActiveContact['state'][] = ['connected', 'ringing', 'wrap-up'];

/** The contact that the desk is about: a conversation before a ringing phone before paperwork. */
export function currentContact(contacts: readonly ActiveContact[]): ActiveContact | undefined {
  for (const state of order) {
    const found = contacts.find((contact) => contact.state === state);
    if (found) return found;
  }
  return undefined;
}
