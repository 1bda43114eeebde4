import type { BusinessObjects } from '@caruso/business-objects/contract';
import { asCarusoError } from '@caruso/core-service-manager/contract';
import type { Clock, Health, Logger, ServiceOf } from '@caruso/core-service-manager/contract';
import type { Person } from '../agents/agent.js';
import { readPeople } from './read-people.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;

/** Reads the accounts, and tries again for as long as they cannot be read. */
export class PeopleReader {
  #trouble: string | undefined;
  #pauseMs = FIRST_PAUSE_MS;
  #cancelRetry: (() => void) | undefined;
  #stopped = false;

  constructor(
    private readonly objects: ServiceOf<typeof BusinessObjects>,
    private readonly clock: Clock,
    private readonly log: Logger,
    private readonly take: (people: readonly Person[]) => void,
  ) {}

  /** Reads once; throws what the business objects say. */
  async read(): Promise<void> {
    try {
      const people = await readPeople(this.objects);
      if (this.#stopped) return;
      this.take(people);
      this.#trouble = undefined;
    } catch (thrown) {
      const error = asCarusoError(thrown);
      this.#trouble = error.message;
      throw error;
    }
  }

  /** Reads now, and after growing pauses until it has worked. */
  async readInTheEnd(): Promise<void> {
    try {
      await this.read();
    } catch (thrown) {
      if (this.#stopped) return;
      this.log.warn({ err: thrown, retryInMs: this.#pauseMs }, 'The accounts of the agents cannot be read');
      this.#cancelRetry = this.clock.after(this.#pauseMs, () => void this.readInTheEnd());
      this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
    }
  }

  health(): Health {
    if (this.#trouble === undefined) return { status: 'up' };
    return { status: 'degraded', reason: `The accounts of the agents cannot be read: ${this.#trouble}` };
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelRetry?.();
  }
}
