import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Clock, Logger, ServiceOf } from '@caruso/core-service-manager/contract';
import type { Offer, WorkManager } from '@caruso/work-manager/contract';
import type { Arrival, CustomerLine } from '../channels/channel-adapter.js';
import type { ContactBook } from '../contacts/contact-book.js';
import { commServerPrincipal } from '../contacts/contact-store.js';
import type { Contact } from '../contacts/contact.js';
import { LiveContact } from './live-contact.js';
import type { LiveContactParts } from './live-contact.js';

const REOPEN_MS = 1000;

export interface ContactDeskParts extends LiveContactParts {
  readonly book: ContactBook;
  readonly offers: Pick<ServiceOf<typeof WorkManager>, 'offers'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly newId: () => string;
}

/** Where channels bring their contacts, and where the work manager's offers find them. */
export class ContactDesk {
  readonly #live = new Map<string, LiveContact>();
  readonly #stopped = new AbortController();

  constructor(private readonly parts: ContactDeskParts) {}

  /** Notes a contact: durable when this resolves, unless the store is down. */
  async receive(arrival: Arrival): Promise<Contact> {
    const contact: Contact = {
      id: this.parts.newId(),
      direction: 'in',
      state: 'received',
      dialogs: [],
      said: [],
      receivedAt: this.parts.clock.now(),
      ...arrival,
    };
    await this.parts.book.open(contact);
    return contact;
  }

  /** Leads a received contact on; from here the desk owns the line. */
  lead(contact: Contact, line: CustomerLine): LiveContact {
    const live = new LiveContact(contact.id, line, this.parts);
    if (live.over()) return live;
    this.#live.set(contact.id, live);
    void live.begin();
    void this.#forget(live);
    return live;
  }

  find(contact: string): LiveContact | undefined {
    return this.#live.get(contact);
  }

  /** Reads the work manager's offers until `stop`. */
  async takeOffers(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      try {
        const offers = this.parts.offers.offers({}, { principal: commServerPrincipal, signal });
        for await (const offer of offers) this.#take(offer);
      } catch (thrown) {
        if (!signal.aborted) this.parts.log.warn({ err: thrown }, 'The offers of the work manager cannot be read');
      }
      if (signal.aborted) return;
      await new Promise<void>((resolve) => void this.parts.clock.after(REOPEN_MS, resolve));
      for (const live of this.#live.values()) void live.queueAgain();
    }
  }

  /** Ends everything that is under way. */
  stop(reason: string): void {
    this.#stopped.abort();
    for (const live of this.#live.values()) live.breakOff(reason);
  }

  demand(contact: string): LiveContact {
    const live = this.find(contact);
    if (live === undefined) throw new CarusoError('conflict', `Contact ${contact} is not in conversation`, { contact });
    return live;
  }

  #take(offer: Offer): void {
    void this.#live.get(offer.item.id)?.offered(offer);
  }

  async #forget(live: LiveContact): Promise<void> {
    await live.ended;
    this.#live.delete(live.id);
  }
}
