import { CarusoError } from '@caruso/core-service-manager/contract';
import type { ImplementationOf, ServiceOf } from '@caruso/core-service-manager/contract';
import type { WorkManager } from '@caruso/work-manager/contract';
import type { CommServer, CommServerSettings } from '../contract/index.js';
import type { SipChannel } from '../channels/sip/sip-channel.js';
import type { ContactDesk } from '../distribution/contact-desk.js';
import { phonesFor } from '../phones/phones-for.js';
import type { PhoneBook } from '../phones/phone-book.js';
import type { Simulation } from '../simulation/simulation.js';
import { activeContact } from './active-contact.js';
import { completeContact } from './complete-contact.js';
import type { ContactBook } from './contact-book.js';
import { demandPrincipal, demandSight, demandSupervisor, maySee } from './contact-rights.js';
import type { ContactStore } from './contact-store.js';
import { closeWebContact, openWebContact } from './web-contacts.js';
import type { WebContactParts } from './web-contacts.js';
import type { CompletionParts } from './complete-contact.js';

export interface ContactServiceParts extends WebContactParts, CompletionParts {
  readonly book: ContactBook;
  readonly store: ContactStore;
  readonly desk: ContactDesk;
  readonly work: ServiceOf<typeof WorkManager>;
  readonly settings: CommServerSettings;
  readonly phones: PhoneBook;
  readonly sip: SipChannel | undefined;
  readonly simulation: Simulation;
}

/** The contract on top of the contacts: rights, and errors in words. */
export function contactService(parts: ContactServiceParts): ImplementationOf<typeof CommServer> {
  const { book, desk, store, settings, simulation, sip } = parts;
  return {
    async active(_input, call) {
      const caller = demandPrincipal(call.principal);
      return book
        .all()
        .filter((contact) => maySee(caller, contact))
        .map(activeContact);
    },
    async contact({ contact: id }, call) {
      return activeContact(demandSight(demandPrincipal(call.principal), book.find(id), id));
    },
    async answer({ contact: id }, call) {
      demandSight(demandPrincipal(call.principal), book.find(id), id);
      if (!desk.demand(id).answer()) {
        throw new CarusoError('conflict', 'This contact rings at a phone: answer it there', { contact: id });
      }
      return activeContact(await connected(parts, id));
    },
    async hangUp({ contact: id }, call) {
      const contact = demandSight(demandPrincipal(call.principal), book.find(id), id);
      if (contact.state === 'wrap-up') return activeContact(contact);
      if (contact.state !== 'connected') {
        throw new CarusoError('conflict', 'There is no conversation to end', { contact: id, state: contact.state });
      }
      desk.demand(id).end('agent');
      return activeContact(book.find(id) ?? contact);
    },
    async identify({ contact: id, customer }, call) {
      const caller = demandPrincipal(call.principal);
      const contact = demandSight(caller, book.find(id), id);
      // With her own rights: she cannot name a customer whom she may not see.
      const customerName = await store.titleOf(customer, caller);
      if (contact.customer?.class === customer.class && contact.customer.key === customer.key)
        return activeContact(contact);
      const name = customerName === undefined ? {} : { customerName };
      return activeContact(await book.changeDurably(id, { kind: 'identified', by: 'agent', customer, ...name }));
    },
    complete: (completion, call) => completeContact(parts, completion, demandPrincipal(call.principal)),
    async dispositions() {
      return settings.dispositions.map(({ value, label }) => ({ value, label }));
    },
    openWebContact: (visit, call) => openWebContact(parts, visit, demandPrincipal(call.principal)),
    closeWebContact: (visit, call) => closeWebContact(parts, visit, demandPrincipal(call.principal)),
    async phones(_input, call) {
      return await phonesFor(demandPrincipal(call.principal), parts.phones, sip);
    },
    async endpoint() {
      const address = sip?.address();
      if (address === undefined) return { sip: null };
      const numbers = Object.keys(settings.sip?.numbers ?? {}).filter((number) => number !== 'default');
      return { sip: { host: address.host, port: address.port, numbers } };
    },
    async setSimulation({ on }, call) {
      demandSupervisor(call.principal);
      await simulation.set(on);
      return { on: simulation.isOn() };
    },
    async simulation() {
      return { on: simulation.isOn() };
    },
    async *changed(_input, call) {
      const caller = demandPrincipal(call.principal);
      const seen = new Set<string>();
      for await (const contact of book.changes(call.signal)) {
        // Who saw a contact as hers also sees that it is taken from her.
        const visible = maySee(caller, contact);
        if (visible || seen.has(contact.id)) yield activeContact(contact);
        if (visible) seen.add(contact.id);
        else seen.delete(contact.id);
      }
    },
  };
}

/** The contact once the answer has taken effect; as it is when it never does. */
async function connected({ book, clock }: ContactServiceParts, id: string) {
  const over = new AbortController();
  const cancel = clock.after(2000, () => over.abort());
  const changes = book.changes(over.signal);
  try {
    for (let contact = book.find(id); ;) {
      if (contact === undefined) throw new CarusoError('conflict', 'The contact is gone', { contact: id });
      if (contact.state !== 'ringing' || over.signal.aborted) return contact;
      await changes.next();
      contact = book.find(id);
    }
  } finally {
    cancel();
    over.abort();
  }
}
