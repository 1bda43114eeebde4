import { asCarusoError } from '@caruso/core-service-manager/contract';
import type { Clock, Health, Logger } from '@caruso/core-service-manager/contract';
import { startMediaServer } from '../../media/index.js';
import type { MediaServer, MediaServerOptions, MediaSession } from '../../media/index.js';

const RETRY_MS = 10_000;

/** Keeps a media process running, and says when there is none. */
export class MediaDesk {
  #server: MediaServer | undefined;
  #trouble: string | undefined = 'The media process is being started';
  #cancelRetry: (() => void) | undefined;
  #stopped = false;

  constructor(
    private readonly options: Omit<MediaServerOptions, 'log'>,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  async start(): Promise<void> {
    try {
      const server = await startMediaServer({ ...this.options, log: this.log });
      if (this.#stopped) return await server.close();
      this.#server = server;
      this.#trouble = undefined;
    } catch (thrown) {
      this.#trouble = asCarusoError(thrown).message;
      this.log.error({ err: thrown, retryInMs: RETRY_MS }, 'The media process cannot be started: no calls now');
      if (!this.#stopped) this.#cancelRetry = this.clock.after(RETRY_MS, () => void this.start());
    }
  }

  /** Undefined when no call can be taken now. */
  async open(timeoutSeconds: number): Promise<MediaSession | undefined> {
    try {
      return await this.#server?.openSession({ timeoutSeconds });
    } catch (thrown) {
      this.log.error({ err: thrown }, 'There is no media for a call');
      return undefined;
    }
  }

  health(): Health {
    if (this.#trouble !== undefined) return { status: 'degraded', reason: `No calls can be taken: ${this.#trouble}` };
    if (this.#server?.pid() === undefined) {
      return { status: 'degraded', reason: 'The media process died and is being started again; no calls until then' };
    }
    return { status: 'up' };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelRetry?.();
    await this.#server?.close();
  }
}
