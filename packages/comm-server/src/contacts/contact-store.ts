import type { BusinessObjects } from '@caruso/business-objects/contract';
import { CarusoError, systemPrincipal } from '@caruso/core-service-manager/contract';
import type { CallOptions, ObjectRef, Principal, ServiceOf } from '@caruso/core-service-manager/contract';
import type { EventLog, NewEvent } from '@caruso/storage-manager/contract';
import { receivedEvent } from './contact-event.js';
import { contactOf, contactValues } from './contact-record.js';
import { liveMedia } from './contact.js';
import type { Contact } from './contact.js';

const PAGE = 200;
export const commServerPrincipal: Principal = systemPrincipal('comm-server');
const options: CallOptions = { principal: commServerPrincipal };

export interface ContactStoreSettings {
  readonly customerClass: string;
  readonly dispositions: readonly { readonly value: string; readonly label: Readonly<Record<string, string>> }[];
}

/** Contacts as business objects of the class `Contact`; each write and its events are one transaction. */
export class ContactStore {
  constructor(
    private readonly objects: ServiceOf<typeof BusinessObjects>,
    private readonly events: ServiceOf<typeof EventLog>,
    private readonly settings: ContactStoreSettings,
  ) {}

  /** Repeated with the same contact it changes nothing. */
  async create(contact: Contact, more: readonly NewEvent[] = []): Promise<void> {
    const values = { id: contact.id, ...this.#values(contact) };
    const events = [receivedEvent(contact), ...more];
    await this.objects.create({ class: 'Contact', values, events }, { ...options, idempotencyKey: contact.id });
  }

  /**
   * Writes what has changed since `before`, and nothing else: a customer is looked up in her own store when she is named,
   * and a later change of the contact must not depend on that store. `key` makes a repetition of this write harmless.
   */
  async update(before: Contact, contact: Contact, events: readonly NewEvent[], key: string): Promise<void> {
    const former = new Map<string, unknown>(Object.entries(this.#values(before)));
    const changed = Object.entries(this.#values(contact)).filter(
      ([name, value]) => JSON.stringify(former.get(name)) !== JSON.stringify(value),
    );
    if (changed.length === 0) return await this.append(events);
    await this.objects.update(
      { class: 'Contact', key: contact.id, values: Object.fromEntries(changed), events: [...events] },
      { ...options, idempotencyKey: key },
    );
  }

  /** Events alone, when the contact itself cannot be written. */
  async append(events: readonly NewEvent[]): Promise<void> {
    await this.events.append({ events: [...events] });
  }

  async find(id: string): Promise<Contact | undefined> {
    try {
      const object = await this.objects.get({ class: 'Contact', key: id }, options);
      return contactOf(object, { customerClass: this.settings.customerClass, language: await this.#languageOf(id) });
    } catch (thrown) {
      if (thrown instanceof CarusoError && thrown.code === 'not-found') return undefined;
      throw thrown;
    }
  }

  /** Contacts of live media that were under way when the process died. */
  async unfinished(): Promise<readonly Contact[]> {
    const found = await this.objects.query(
      {
        class: 'Contact',
        where: [
          { attribute: 'medium', op: 'in', value: [...liveMedia] },
          {
            attribute: 'state',
            op: 'in',
            value: ['received', 'in-dialog', 'waiting', 'ringing', 'connected', 'wrap-up'],
          },
        ],
        orderBy: [{ attribute: 'startedAt' }],
        limit: PAGE,
      },
      options,
    );
    return await Promise.all(
      found.objects.map(async (object) =>
        contactOf(object, {
          customerClass: this.settings.customerClass,
          language: await this.#languageOf(object.ref.key),
        }),
      ),
    );
  }

  /** How the customer is called; undefined when nobody can say. Acts for `principal`: her rights decide. */
  async titleOf(customer: ObjectRef, principal: Principal = commServerPrincipal): Promise<string | undefined> {
    const object = await this.objects.get(customer, { principal });
    return object.title === '' ? undefined : object.title;
  }

  /** Makes the dispositions of the application rows that contacts can refer to. */
  async keepDispositions(): Promise<void> {
    for (const [index, { value, label }] of this.settings.dispositions.entries()) {
      const english = label['en'] ?? value;
      const values = { code: value, english, portuguese: label['pt'] ?? null, position: (index + 1) * 10 };
      try {
        await this.objects.create({ class: 'Disposition', values }, options);
      } catch (thrown) {
        // There already: the company may have changed its words.
        if (!(thrown instanceof CarusoError && thrown.code === 'conflict')) throw thrown;
      }
    }
  }

  #values(contact: Contact) {
    const { disposition } = contact;
    const known = this.settings.dispositions.some(({ value }) => value === disposition);
    return { ...contactValues(contact), disposition: known && disposition !== undefined ? disposition : null };
  }

  async #languageOf(contact: string): Promise<string> {
    const [first] = await this.events.read({ contact, types: ['contact.received'], limit: 1 });
    const language = first?.data['language'];
    return typeof language === 'string' ? language : 'en';
  }
}
