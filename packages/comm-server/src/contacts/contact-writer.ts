import { asCarusoError } from '@caruso/core-service-manager/contract';
import type { Clock, ErrorCode, Logger } from '@caruso/core-service-manager/contract';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** Trying again cannot help. */
const hopeless: readonly ErrorCode[] = ['invalid', 'forbidden', 'not-found', 'conflict', 'unauthenticated'];

export interface ContactWrite {
  readonly run: () => Promise<void>;
  /** When the write is refused for good. */
  readonly instead: () => Promise<void>;
}

/** Writes each contact's changes in their order, again and again until they are kept: a call goes on while a store is down. */
export class ContactWriter {
  readonly #lines = new Map<string, Promise<void>>();
  #trouble: string | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Resolves when the write and all before it are done. Never rejects. */
  write(contact: string, write: ContactWrite): Promise<void> {
    const before = this.#lines.get(contact) ?? Promise.resolve();
    const line = this.#after(before, contact, write);
    this.#lines.set(contact, line);
    void line.finally(() => {
      if (this.#lines.get(contact) === line) this.#lines.delete(contact);
    });
    return line;
  }

  /** Everything that was asked for until now is kept. */
  async settled(contact?: string): Promise<void> {
    await (contact === undefined ? Promise.all(this.#lines.values()) : this.#lines.get(contact));
  }

  /** Why contacts cannot be written at present. */
  trouble(): string | undefined {
    return this.#trouble;
  }

  async #after(before: Promise<void>, contact: string, write: ContactWrite): Promise<void> {
    await before;
    await this.#persist(contact, write);
  }

  async #persist(contact: string, { run, instead }: ContactWrite): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    for (let write = run; ;) {
      try {
        await write();
        this.#trouble = undefined;
        return;
      } catch (thrown) {
        const error = asCarusoError(thrown);
        if (hopeless.includes(error.code)) {
          this.log.error({ contact, err: error }, 'A change of a contact is refused; only its events are kept');
          if (write === instead) return;
          write = instead;
          continue;
        }
        this.#trouble = error.message;
        this.log.warn({ contact, err: error, retryInMs: pauseMs }, 'A contact cannot be written now');
        const pause = pauseMs;
        await new Promise<void>((resolve) => void this.clock.after(pause, resolve));
        pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
      }
    }
  }
}
