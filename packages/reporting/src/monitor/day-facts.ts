import { asCarusoError, CarusoError } from '@caruso/core-service-manager/contract';
import type { Clock, Health, Logger, ServiceOf } from '@caruso/core-service-manager/contract';
import type { EventLog } from '@caruso/storage-manager/contract';
import type { ContactFact } from '../facts/contact-fact.js';
import { FactBook } from '../facts/fact-book.js';
import { readInto } from '../facts/read-facts.js';
import { startOfDay } from '../periods/local-day.js';
import { ChangeSignal } from './change-signal.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/** The facts since local midnight, kept up to date by following the log. */
export class DayFacts {
  readonly changed = new ChangeSignal();
  #book: FactBook | undefined;
  #trouble: string | undefined = 'the event log has not been read yet';
  readonly #stopping = new AbortController();

  constructor(
    private readonly eventLog: ServiceOf<typeof EventLog>,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** `unavailable` when the log could not be read. */
  facts(): readonly ContactFact[] {
    if (this.#book === undefined) throw new CarusoError('unavailable', `No figures of today: ${this.#trouble ?? ''}`);
    const midnight = startOfDay(this.clock.now());
    if (midnight > this.#book.from) this.#book.startAt(midnight);
    return this.#book.facts();
  }

  health(): Health {
    if (this.#trouble === undefined) return { status: 'up' };
    return { status: 'degraded', reason: `The figures of today are not up to date: ${this.#trouble}` };
  }

  /** Resolves when today has been read for the first time, or has failed; then goes on by itself until `stop`. */
  start(): Promise<void> {
    return new Promise((resolve) => void this.#keepUp(resolve));
  }

  stop(): void {
    this.#stopping.abort();
  }

  async #keepUp(tried: () => void): Promise<void> {
    const { signal } = this.#stopping;
    for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
      try {
        await this.#follow(() => {
          pauseMs = FIRST_PAUSE_MS;
          tried();
        });
        this.#trouble = 'the event log ended the stream of events';
      } catch (thrown) {
        this.#trouble = asCarusoError(thrown).message;
        if (!signal.aborted) this.log.warn({ err: thrown, retryInMs: pauseMs }, 'The event log cannot be followed');
      }
      tried();
      await this.#pause(pauseMs);
    }
  }

  /** Takes its place in the log first and reads the day then, so that no event falls between; what comes twice counts once. */
  async #follow(caughtUp: () => void): Promise<void> {
    const { signal } = this.#stopping;
    const midnight = startOfDay(this.clock.now());
    const events = this.eventLog.follow({ types: ['contact.'] }, { signal })[Symbol.asyncIterator]();
    try {
      const book = new FactBook(midnight, Infinity);
      // A day in the future is the end of the log, whatever clocks say.
      await readInto(this.eventLog, book, midnight, this.clock.now() + 48 * 3_600_000);
      this.#book = book;
      this.#trouble = undefined;
      caughtUp();
      this.changed.tell();
      for (let next = await events.next(); next.done !== true; next = await events.next()) {
        book.add(next.value);
        this.changed.tell();
      }
    } finally {
      await events.return?.();
    }
  }

  #pause(ms: number): Promise<void> {
    const { signal } = this.#stopping;
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const wake = (): void => {
        cancel();
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const cancel = this.clock.after(ms, wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
