import type { Clock, ObjectRef } from '@caruso/core-service-manager/contract';
import type { AgentInfo } from '@caruso/work-manager/contract';
import { Happening } from '../../publication/happening.js';
import type {
  AgentLine,
  ContactNotes,
  CustomerLine,
  Introduction,
  Ring,
  RingOptions,
  RingOutcome,
} from '../channel-adapter.js';
import type { CallPlan } from './call-plan.js';

export interface SimulatedCaller {
  /** Undefined for one who cannot be found by a number. */
  readonly customer: ObjectRef | undefined;
  readonly queue: string;
}

export interface SimulatedLineOptions {
  readonly caller: SimulatedCaller;
  readonly plan: CallPlan;
  readonly clock: Clock;
  /** The conversation with a simulated agent is over: she wraps up. */
  readonly wrapUp: (contact: string) => void;
}

/** A caller who exists only in memory, with a plan of how long she does what. */
export class SimulatedLine implements CustomerLine {
  readonly #hungUp = new Happening<void>();
  #contact = '';
  #cancelNext = (): void => undefined;
  #isOver = false;

  constructor(private readonly options: SimulatedLineOptions) {}

  readonly onHungUp = this.#hungUp.on;

  /** Simulated callers need nothing that could be lost. */
  onLost(): void {}

  async introduce(notes: ContactNotes, signal: AbortSignal): Promise<Introduction> {
    const { caller, plan } = this.options;
    this.#contact = notes.contact;
    await this.#pass(plan.dialogMs, signal);
    if (caller.customer !== undefined && !signal.aborted) await notes.identified(caller.customer);
    return { kind: 'transfer', queue: caller.queue };
  }

  wait(): void {
    this.#later(this.options.plan.patienceMs, () => this.leave());
  }

  ring(agent: AgentInfo, { ringSeconds }: RingOptions): Ring {
    const { clock, plan } = this.options;
    let settle: (outcome: RingOutcome) => void = () => undefined;
    // Of several outcomes the first counts.
    const outcome = new Promise<RingOutcome>((resolve) => (settle = resolve));
    const answer = (): void => settle({ kind: 'answered', line: this.#agentLine(agent) });
    const cancelTimer = agent.simulated
      ? clock.after(plan.answerMs, answer)
      : clock.after(ringSeconds * 1000, () => settle({ kind: 'failed', reason: 'not-answered' }));
    const end = (then: () => void) => (): void => {
      cancelTimer();
      then();
    };
    return {
      outcome,
      cancel: end(() => settle({ kind: 'failed', reason: 'cancelled' })),
      ...(agent.simulated ? {} : { answer: end(answer) }),
    };
  }

  async connect(): Promise<void> {
    this.#later(this.options.plan.talkMs, () => this.leave());
  }

  hangUp(): void {
    this.#isOver = true;
    this.#cancelNext();
    this.#hungUp.tell();
  }

  /** The caller hangs up. */
  leave(): void {
    if (!this.#isOver) this.hangUp();
  }

  /** She hangs up within so many milliseconds, whatever her plan was. */
  leaveWithin(ms: number): void {
    if (!this.#isOver) this.#later(ms, () => this.leave());
  }

  #agentLine({ simulated }: AgentInfo): AgentLine {
    return {
      onHungUp: () => undefined,
      hangUp: () => {
        if (simulated) this.options.clock.after(this.options.plan.wrapUpMs, () => this.options.wrapUp(this.#contact));
      },
    };
  }

  #later(ms: number, task: () => void): void {
    this.#cancelNext();
    this.#cancelNext = this.options.clock.after(ms, task);
  }

  async #pass(ms: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = this.options.clock.after(ms, resolve);
      signal.addEventListener('abort', () => (cancel(), resolve()), { once: true });
    });
  }
}
