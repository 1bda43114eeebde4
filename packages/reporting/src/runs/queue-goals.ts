import { asCarusoError, systemPrincipal } from '@caruso/core-service-manager/contract';
import type { Clock, Logger, ServiceOf } from '@caruso/core-service-manager/contract';
import type { WorkManager } from '@caruso/work-manager/contract';
import type { Goals } from './contact-scope.js';

const KEPT_MS = 60_000;

/** The queues' goals, asked for at most once a minute. Without a work manager the last ones known, or none. */
export class QueueGoals {
  #goals: Goals = new Map();
  #asked = -Infinity;

  constructor(
    private readonly work: ServiceOf<typeof WorkManager>,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  async goals(): Promise<Goals> {
    if (this.clock.now() - this.#asked < KEPT_MS) return this.#goals;
    try {
      const { queues } = await this.work.snapshot({}, { principal: systemPrincipal('reporting') });
      this.#goals = new Map(queues.map(({ queue, answerWithinSeconds }) => [queue, answerWithinSeconds]));
      this.#asked = this.clock.now();
    } catch (thrown) {
      this.log.debug({ err: asCarusoError(thrown) }, 'The goals of the queues are not known');
    }
    return this.#goals;
  }
}
