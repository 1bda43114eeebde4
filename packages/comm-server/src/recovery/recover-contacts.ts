import type { Logger, ServiceOf } from '@caruso/core-service-manager/contract';
import type { ScriptEngine } from '@caruso/script-engine/contract';
import type { ContactBook } from '../contacts/contact-book.js';
import { commServerPrincipal } from '../contacts/contact-store.js';
import type { ContactStore } from '../contacts/contact-store.js';
import type { Contact } from '../contacts/contact.js';

const asSystem = { principal: commServerPrincipal };

export interface RecoveryParts {
  readonly store: Pick<ContactStore, 'unfinished' | 'titleOf'>;
  readonly book: ContactBook;
  readonly engine: Pick<ServiceOf<typeof ScriptEngine>, 'dialogs' | 'abandon'>;
  readonly log: Logger;
}

/**
 * After a stop or a kill: calls died with the process, so their contacts are broken, with all that is known of them.
 * What waited for wrap-up waits on: its agent can still complete it. Rejects when the store does not answer.
 */
export async function recoverContacts({ store, book, engine, log }: RecoveryParts): Promise<void> {
  for (;;) {
    const unfinished = (await store.unfinished()).filter(({ id }) => book.find(id) === undefined);
    if (unfinished.length === 0) return;
    for (const contact of unfinished) {
      book.takeUp(await named(store, contact));
      // A simulated agent is not there any more to complete it.
      if (contact.state === 'wrap-up' && !contact.simulated) continue;
      await book.changeDurably(contact.id, { kind: 'broken', reason: 'restart' });
      await abandonVoiceDialogs(engine, contact, log);
    }
    log.warn({ contacts: unfinished.length }, 'Contacts were under way when the comm server stopped');
  }
}

async function named(store: Pick<ContactStore, 'titleOf'>, contact: Contact): Promise<Contact> {
  if (contact.customer === undefined) return contact;
  try {
    const customerName = await store.titleOf(contact.customer);
    return customerName === undefined ? contact : { ...contact, customerName };
  } catch {
    // The customers' store may be down; the contact is recovered all the same.
    return contact;
  }
}

async function abandonVoiceDialogs(engine: RecoveryParts['engine'], { id }: Contact, log: Logger): Promise<void> {
  try {
    const dialogs = await engine.dialogs({ contact: id, statuses: ['asking'] }, asSystem);
    for (const dialog of dialogs) {
      if (dialog.channel === 'voice') await engine.abandon({ dialog: dialog.id, reason: 'restart' }, asSystem);
    }
  } catch (thrown) {
    log.warn({ err: thrown, contact: id }, 'The voice dialogs of a broken contact could not be abandoned');
  }
}
