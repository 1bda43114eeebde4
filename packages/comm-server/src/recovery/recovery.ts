import { asCarusoError } from '@caruso/core-service-manager/contract';
import type { Clock, Health } from '@caruso/core-service-manager/contract';
import type { ContactStore } from '../contacts/contact-store.js';
import { recoverContacts } from './recover-contacts.js';
import type { RecoveryParts } from './recover-contacts.js';

const RETRY_MS = 5000;

/** Recovers what was under way at the last stop; tries again for as long as the store does not answer. */
export class Recovery {
  #trouble: string | undefined;
  #cancelRetry: (() => void) | undefined;
  #stopped = false;

  constructor(
    private readonly parts: RecoveryParts & {
      readonly store: Pick<ContactStore, 'keepDispositions'>;
      readonly clock: Clock;
    },
  ) {}

  /** Never rejects. */
  async run(): Promise<void> {
    try {
      await this.parts.store.keepDispositions();
      await recoverContacts(this.parts);
      this.#trouble = undefined;
    } catch (thrown) {
      this.#trouble = asCarusoError(thrown).message;
      this.parts.log.error({ err: thrown, retryInMs: RETRY_MS }, 'The contacts of before cannot be recovered now');
      if (!this.#stopped) this.#cancelRetry = this.parts.clock.after(RETRY_MS, () => void this.run());
    }
  }

  health(): Health {
    if (this.#trouble === undefined) return { status: 'up' };
    return { status: 'degraded', reason: `The contacts of before the start cannot be recovered: ${this.#trouble}` };
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelRetry?.();
  }
}
