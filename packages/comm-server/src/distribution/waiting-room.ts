import type { Clock, Logger, ServiceOf } from '@caruso/core-service-manager/contract';
import type { WorkManager } from '@caruso/work-manager/contract';
import { commServerPrincipal } from '../contacts/contact-store.js';
import type { Contact } from '../contacts/contact.js';

const RETRY_MS = 5000;
const asSystem = { principal: commServerPrincipal };

/** Brings contacts into queues. */
export class WaitingRoom {
  constructor(
    private readonly work: Pick<ServiceOf<typeof WorkManager>, 'enqueue'>,
    private readonly clock: Clock,
    private readonly log: Logger,
    private readonly fallbackQueue: string,
  ) {}

  /**
   * Tries the queue, then the fallback queue, again and again until one takes her or the signal fires: she hears
   * music meanwhile. `waits` notes that the contact waits there and returns it.
   */
  async enter(queue: string, signal: AbortSignal, waits: (queue: string) => Contact | undefined): Promise<void> {
    const candidates = [...new Set([queue, this.fallbackQueue])];
    let contact: Contact | undefined;
    while (!signal.aborted) {
      for (const candidate of candidates) {
        // Noted before it is queued: the offer may come at once.
        if (contact?.queue !== candidate) contact = waits(candidate);
        if (contact === undefined || signal.aborted) return;
        if (await this.#enqueue({ ...contact, queue: candidate })) return;
      }
      await new Promise<void>((resolve) => {
        const cancel = this.clock.after(RETRY_MS, resolve);
        signal.addEventListener('abort', () => (cancel(), resolve()), { once: true });
      });
    }
  }

  async #enqueue(contact: Contact & { readonly queue: string }): Promise<boolean> {
    const { id, medium, queue, customer, customerName, remote, simulated } = contact;
    try {
      await this.work.enqueue(
        {
          id,
          medium,
          queue,
          title: customerName ?? remote,
          simulated,
          ...(customer === undefined ? {} : { customer: customer.key }),
        },
        asSystem,
      );
      return true;
    } catch (thrown) {
      this.log.error({ err: thrown, contact: id, queue }, 'A contact cannot be queued');
      return false;
    }
  }
}
