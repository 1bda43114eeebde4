import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Clock } from '@caruso/core-service-manager/contract';
import { waitAtMost } from '../patience/wait-at-most.js';
import { Broadcast } from '../publication/broadcast.js';
import type { ContactChange } from './contact-change.js';
import { receivedEvent } from './contact-event.js';
import type { ContactStore } from './contact-store.js';
import type { ContactWriter } from './contact-writer.js';
import { changeContact } from './change-contact.js';
import { isOver } from './contact.js';
import type { Contact } from './contact.js';

/** So long a new contact waits until it is kept, before it goes on all the same (ms). */
const CREATE_PATIENCE_MS = 2000;

/** The contacts under way: every change passes here, is written, and is told to who listens. */
export class ContactBook {
  readonly #contacts = new Map<string, Contact>();
  readonly #changes = new Broadcast<Contact>();

  constructor(
    private readonly store: ContactStore,
    private readonly writer: ContactWriter,
    private readonly clock: Clock,
    private readonly newId: () => string,
  ) {}

  all(): readonly Contact[] {
    return [...this.#contacts.values()];
  }

  find(id: string): Contact | undefined {
    return this.#contacts.get(id);
  }

  /** Listening begins with the call. */
  changes(signal: AbortSignal): AsyncGenerator<Contact> {
    return this.#changes.listen(signal);
  }

  /** A new contact: kept before it is told; when the store is slow the call goes on and it is kept later. */
  async open(contact: Contact): Promise<void> {
    this.#contacts.set(contact.id, contact);
    const kept = this.writer.write(contact.id, {
      run: () => this.store.create(contact),
      instead: () => this.store.append([receivedEvent(contact)]),
    });
    await waitAtMost(this.clock, CREATE_PATIENCE_MS, kept);
    this.#tell(this.#contacts.get(contact.id) ?? contact);
  }

  /** A contact that the store knows already, after a restart. */
  takeUp(contact: Contact): void {
    this.#contacts.set(contact.id, contact);
    this.#tell(contact);
  }

  /** Applies a change at once and writes it behind. Throws `conflict` when the state does not allow it. */
  change(id: string, change: ContactChange): Contact {
    const { before, contact, events } = this.#next(id, change);
    this.#put(contact);
    if (change.kind !== 'said') {
      const key = this.newId();
      void this.writer.write(id, {
        run: () => this.store.update(before, contact, events, key),
        instead: () => this.store.append(events),
      });
    }
    return contact;
  }

  /** Like `change`, but the change is kept before anybody sees it; throws what the store says. */
  async changeDurably(id: string, change: ContactChange): Promise<Contact> {
    const trouble = this.writer.trouble();
    if (trouble !== undefined) throw new CarusoError('unavailable', `The contact cannot be saved now: ${trouble}`);
    await this.writer.settled(id);
    const { before, contact, events } = this.#next(id, change);
    await this.store.update(before, contact, events, this.newId());
    this.#put(contact);
    return contact;
  }

  #next(id: string, change: ContactChange) {
    const before = this.#contacts.get(id);
    if (before === undefined) throw new CarusoError('not-found', `There is no contact ${id} under way`);
    const changed = changeContact(before, change, this.clock.now());
    if (!changed.ok) throw new CarusoError('conflict', changed.reason, { contact: id, state: before.state });
    return { before, ...changed };
  }

  #put(contact: Contact): void {
    if (isOver(contact)) this.#contacts.delete(contact.id);
    else this.#contacts.set(contact.id, contact);
    this.#tell(contact);
  }

  #tell(contact: Contact): void {
    this.#changes.publish(contact);
  }
}
