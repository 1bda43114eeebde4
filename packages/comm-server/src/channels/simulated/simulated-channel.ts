import type { BusinessObjects } from '@caruso/business-objects/contract';
import type { Clock, Health, Logger, ServiceOf } from '@caruso/core-service-manager/contract';
import type { WorkManager } from '@caruso/work-manager/contract';
import { commServerPrincipal } from '../../contacts/contact-store.js';
import type { ContactDesk } from '../../distribution/contact-desk.js';
import type { ChannelAdapter } from '../channel-adapter.js';
import { exponential, planCall } from './call-plan.js';
import type { Random } from './call-plan.js';
import { SimulatedLine } from './simulated-line.js';

const asSystem = { principal: commServerPrincipal };
/** Of ten callers one has no customer number at hand. */
const SHARE_UNKNOWN = 0.1;
/** After the end of the simulation, those under way hang up within this time (ms). */
const ENDING_MS = 10_000;

export interface SimulatedChannelParts {
  readonly desk: ContactDesk;
  readonly objects: Pick<ServiceOf<typeof BusinessObjects>, 'query'>;
  readonly work: Pick<ServiceOf<typeof WorkManager>, 'snapshot'>;
  readonly customerClass: string;
  readonly callsPerMinute: number;
  /** A simulated agent's wrap-up is over. */
  readonly complete: (contact: string) => Promise<void>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}

/** A trunk without a wire: random customers of the company call at random times. */
export class SimulatedChannel implements ChannelAdapter {
  readonly name = 'simulated';
  readonly #lines = new Set<SimulatedLine>();
  #cancelNext: (() => void) | undefined;
  #trouble: string | undefined;

  constructor(private readonly parts: SimulatedChannelParts) {}

  async start(): Promise<void> {}

  health(): Health {
    if (this.#trouble === undefined) return { status: 'up' };
    return { status: 'degraded', reason: `Demo calls cannot be made: ${this.#trouble}` };
  }

  begin(): void {
    this.#scheduleNext();
  }

  /** No new calls; those under way end soon. */
  end(): void {
    this.#cancelNext?.();
    this.#cancelNext = undefined;
    this.#trouble = undefined;
    for (const line of this.#lines) line.leaveWithin(this.parts.random() * ENDING_MS);
  }

  async stop(): Promise<void> {
    this.#cancelNext?.();
    this.#cancelNext = undefined;
  }

  #scheduleNext(): void {
    const { clock, random, callsPerMinute } = this.parts;
    this.#cancelNext = clock.after(exponential(random, 60_000 / callsPerMinute), () => {
      void this.#call();
      this.#scheduleNext();
    });
  }

  async #call(): Promise<void> {
    const { desk, clock, random, log } = this.parts;
    try {
      const caller = await this.#draw();
      if (caller === undefined || this.#cancelNext === undefined) return;
      const contact = await desk.receive({
        medium: 'simulated',
        remote: caller.remote,
        language: caller.language,
        simulated: true,
      });
      const wrapUp = (id: string): void => {
        this.parts.complete(id).catch((err: unknown) => log.warn({ err, contact: id }, 'A simulated wrap-up failed'));
      };
      const line = new SimulatedLine({ caller, plan: planCall(random), clock, wrapUp });
      this.#lines.add(line);
      line.onHungUp(() => this.#lines.delete(line));
      desk.lead(contact, line);
      this.#trouble = undefined;
    } catch (thrown) {
      this.#trouble = thrown instanceof Error ? thrown.message : String(thrown);
      log.warn({ err: thrown }, 'A simulated call could not be made');
    }
  }

  async #draw() {
    const { objects, work, customerClass, random } = this.parts;
    const { queues } = await work.snapshot({}, asSystem);
    const queue = queues[Math.floor(random() * queues.length)]?.queue;
    if (queue === undefined) return undefined;
    const { total } = await objects.query({ class: customerClass, limit: 1 }, asSystem);
    const offset = Math.floor(random() * total);
    const page = await objects.query({ class: customerClass, limit: 1, offset }, asSystem);
    const [customer] = page.objects;
    const phone = customer?.values['phone'];
    const language = customer?.values['language'];
    return {
      customer: random() < SHARE_UNKNOWN ? undefined : customer?.ref,
      queue,
      remote: typeof phone === 'string' ? phone : 'simulated',
      language: typeof language === 'string' ? language.toLowerCase() : 'en',
    };
  }
}
