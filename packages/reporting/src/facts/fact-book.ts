import type { Event } from '@caruso/storage-manager/contract';
import type { ContactFact } from './contact-fact.js';
import { foldEvent } from './fold-event.js';

/** The facts of the contacts received within a period (milliseconds since 1970; `to` exclusive), folded event by event. */
export class FactBook {
  readonly #facts = new Map<string, ContactFact>();
  #lastSeq = 0;
  #from: number;

  constructor(
    from: number,
    private readonly to: number,
  ) {
    this.#from = from;
  }

  get from(): number {
    return this.#from;
  }

  /** Events in the order of the log; one that was seen before is not counted again. */
  add(event: Event): void {
    if (event.seq <= this.#lastSeq) return;
    this.#lastSeq = event.seq;
    if (event.contact === undefined) return;
    const before = this.#facts.get(event.contact);
    const after = foldEvent(before, event);
    if (after === undefined || after === before) return;
    const received = Date.parse(after.receivedAt);
    if (received >= this.#from && received < this.to) this.#facts.set(event.contact, after);
  }

  /** Forgets contacts received earlier: another day has begun. */
  startAt(from: number): void {
    this.#from = from;
    for (const [contact, { receivedAt }] of this.#facts) if (Date.parse(receivedAt) < from) this.#facts.delete(contact);
  }

  facts(): readonly ContactFact[] {
    return [...this.#facts.values()];
  }

  /** Whether a contact's events may still be to come. */
  get unsettled(): boolean {
    for (const fact of this.#facts.values()) {
      if (!fact.broken && !fact.abandoned && fact.disposition === null) return true;
    }
    return false;
  }
}
