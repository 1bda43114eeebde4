import { asCarusoError } from '@caruso/core-service-manager/contract';
import type { Clock, Health, Logger, ServiceOf } from '@caruso/core-service-manager/contract';
import type { EventLog, NewEvent } from '@caruso/storage-manager/contract';

/** Beyond so many unwritten events the oldest are dropped, and the log says so. */
const MOST_UNWRITTEN = 100_000;
const BATCH = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Writes events in their order, behind the routing: a call is never kept waiting by the disk. While the log does not
 * answer, events are kept and written later with the time at which they happened.
 */
export class EventWriter {
  #unwritten: NewEvent[] = [];
  #writing: Promise<void> | undefined;
  #pauseMs = 0;
  #cancelRetry: (() => void) | undefined;
  #trouble: string | undefined;

  constructor(
    private readonly eventLog: ServiceOf<typeof EventLog>,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  write(events: readonly NewEvent[]): void {
    this.#unwritten.push(...events);
    const excess = this.#unwritten.length - MOST_UNWRITTEN;
    if (excess > 0) {
      this.#unwritten.splice(0, excess);
      this.log.error({ dropped: excess }, 'The event log has not answered for too long: events were dropped');
    }
    if (this.#cancelRetry === undefined) this.#writing ??= this.#drain();
  }

  /** Tries to write what is left, once. */
  async flush(): Promise<void> {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    await (this.#writing ??= this.#drain());
  }

  health(): Health {
    if (this.#trouble === undefined) return { status: 'up' };
    const count = this.#unwritten.length;
    return {
      status: 'degraded',
      reason: `${count} events wait for the event log, which does not take them: ${this.#trouble}`,
    };
  }

  async #drain(): Promise<void> {
    try {
      while (this.#unwritten.length > 0) {
        const batch = this.#unwritten.slice(0, BATCH);
        await this.eventLog.append({ events: batch });
        this.#unwritten.splice(0, batch.length);
        this.#pauseMs = 0;
        this.#trouble = undefined;
      }
    } catch (thrown) {
      this.#trouble = asCarusoError(thrown).message;
      this.#pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(250, this.#pauseMs * 2));
      this.log.warn({ err: thrown, retryInMs: this.#pauseMs }, 'Events could not be written; they are kept');
      this.#cancelRetry = this.clock.after(this.#pauseMs, () => {
        this.#cancelRetry = undefined;
        this.#writing ??= this.#drain();
      });
    } finally {
      this.#writing = undefined;
    }
  }
}
