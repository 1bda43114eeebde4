import type { Logger, ObjectRef, ServiceOf } from '@caruso/core-service-manager/contract';
import type { Offer, WorkManager } from '@caruso/work-manager/contract';
import type { AgentLine, ContactNotes, CustomerLine, Introduction, Ring } from '../channels/channel-adapter.js';
import type { ContactBook } from '../contacts/contact-book.js';
import type { ContactChange } from '../contacts/contact-change.js';
import { comesIn } from '../contacts/contact-change.js';
import { commServerPrincipal } from '../contacts/contact-store.js';
import type { Contact, EndedBy } from '../contacts/contact.js';
import type { WaitingRoom } from './waiting-room.js';

const asSystem = { principal: commServerPrincipal };

export interface LiveContactParts {
  readonly book: ContactBook;
  readonly work: Pick<ServiceOf<typeof WorkManager>, 'accept' | 'decline' | 'finish' | 'withdraw'>;
  readonly waitingRoom: WaitingRoom;
  readonly nameOf: (customer: ObjectRef) => Promise<string | undefined>;
  readonly fallbackQueue: string;
  readonly log: Logger;
}

/** One contact with its connection to the customer, from its arrival until the conversation is over. */
export class LiveContact {
  readonly #gone = new AbortController();
  /** The connection to the customer is released. */
  readonly ended = new Promise<void>((resolve) =>
    this.#gone.signal.addEventListener('abort', () => resolve(), { once: true }),
  );
  #ring: Ring | undefined;
  #agentLine: AgentLine | undefined;

  constructor(
    readonly id: string,
    private readonly line: CustomerLine,
    private readonly parts: LiveContactParts,
  ) {
    line.onHungUp(() => this.customerLeft());
    line.onLost((reason) => this.breakOff(reason));
  }

  /** Resolves when the contact waits for an agent, or is over. Never rejects. */
  async begin(): Promise<void> {
    const introduction = await this.#introduce();
    if (this.over()) return;
    if (introduction.kind === 'end') {
      this.#change({ kind: 'ended', by: 'system' });
      this.#change({ kind: 'closed', disposition: introduction.outcome });
      this.#leave();
      return;
    }
    this.line.wait();
    // The last answer that is no number is what she wants.
    const wish = this.#contact()?.said.findLast(({ answerText }) => !/^[\d\s.,]*$/.test(answerText));
    const subject = wish === undefined ? {} : { subject: wish.answerText };
    await this.parts.waitingRoom.enter(introduction.queue, this.#gone.signal, (queue) => {
      this.#change({ kind: 'queued', queue, ...subject });
      return this.#contact();
    });
    if (this.over()) await this.#withdraw('hung-up');
  }

  /** The work manager may have forgotten its items: one that waits is queued again, which changes nothing if it is there. */
  async queueAgain(): Promise<void> {
    const contact = this.#contact();
    if (contact?.state !== 'waiting' || contact.queue === undefined || this.over()) return;
    await this.parts.waitingRoom.enter(contact.queue, this.#gone.signal, (queue) => {
      if (queue !== contact.queue) this.#change({ kind: 'queued', queue });
      return this.#contact();
    });
  }

  /** The work manager has reserved an agent. Never rejects. */
  async offered({ item, agent, ringSeconds }: Offer): Promise<void> {
    const former = this.#ring;
    if (former !== undefined) {
      this.#ring = undefined;
      former.cancel();
      this.#change({ kind: 'not-answered', reason: 'withdrawn' });
    }
    const contact = this.#contact();
    if (contact?.state !== 'waiting') return;
    const number = contact.remote;
    const ring = this.line.ring(agent, { ringSeconds, caller: { number, name: contact.customerName ?? number } });
    this.#ring = ring;
    this.#change({ kind: 'ringing', agent: agent.id, agentName: agent.name });
    const outcome = await ring.outcome;
    if (this.#ring !== ring) {
      if (outcome.kind === 'answered') outcome.line.hangUp();
      return;
    }
    this.#ring = undefined;
    if (outcome.kind === 'failed') {
      this.#change({ kind: 'not-answered', reason: outcome.reason });
      await this.#try('decline', () =>
        this.parts.work.decline({ item: item.id, agent: agent.id, reason: outcome.reason, pause: true }, asSystem),
      );
      return;
    }
    await this.#answered(outcome.line, agent.id);
  }

  /** The agent takes a contact that rings without a phone. False when there is none. */
  answer(): boolean {
    if (this.#ring?.answer === undefined) return false;
    this.#ring.answer();
    return true;
  }

  customerLeft(): void {
    const contact = this.#contact();
    if (contact === undefined || this.over()) return;
    if (contact.state === 'connected') return this.end('customer');
    this.#change({ kind: 'abandoned' });
    this.#leave();
    void this.#withdraw('hung-up');
  }

  /** The conversation is over; of no effect unless there is one. */
  end(by: EndedBy): void {
    if (this.#contact()?.state !== 'connected' || this.over()) return;
    this.#change({ kind: 'ended', by });
    this.#leave();
    void this.#try('finish', () => this.parts.work.finish({ item: this.id }, asSystem));
  }

  /** We failed her. */
  breakOff(reason: string): void {
    const contact = this.#contact();
    if (contact === undefined || this.over()) return;
    this.parts.log.error({ contact: this.id, reason, state: contact.state }, 'A contact is broken off');
    this.#change({ kind: 'broken', reason });
    this.#leave();
    void this.#withdraw(reason);
  }

  /** The connection is released: nothing of the above has an effect any more. */
  over(): boolean {
    return this.#gone.signal.aborted;
  }

  async #answered(agentLine: AgentLine, agent: string): Promise<void> {
    const { work, log } = this.parts;
    this.#agentLine = agentLine;
    try {
      await work.accept({ item: this.id, agent }, asSystem);
    } catch (thrown) {
      log.warn(
        { err: thrown, contact: this.id, agent },
        'An agent answered a contact that is no longer offered to her',
      );
      this.#agentLine = undefined;
      agentLine.hangUp();
      if (!this.over()) this.#change({ kind: 'not-answered', reason: 'too-late' });
      return;
    }
    if (this.over()) {
      // She hung up at that very moment.
      await this.#withdraw('hung-up');
      return;
    }
    this.#change({ kind: 'answered' });
    agentLine.onHungUp((by) => this.end(by));
    try {
      await this.line.connect(agentLine);
    } catch (thrown) {
      log.error({ err: thrown, contact: this.id }, 'The two sides cannot be connected');
      this.breakOff('not-connected');
    }
  }

  async #introduce(): Promise<Introduction> {
    try {
      return await this.line.introduce(this.#notes(), this.#gone.signal);
    } catch (thrown) {
      if (!this.over()) this.parts.log.error({ err: thrown, contact: this.id }, 'A contact could not be introduced');
      return { kind: 'transfer', queue: this.parts.fallbackQueue };
    }
  }

  #notes(): ContactNotes {
    return {
      contact: this.id,
      dialog: (dialog) => void this.#change({ kind: 'dialog-started', dialog }),
      said: (said) => void this.#change({ kind: 'said', said }),
      identified: async (customer) => {
        let name: string | undefined;
        await this.#try('name', async () => (name = await this.parts.nameOf(customer)));
        const customerName = name === undefined ? {} : { customerName: name };
        this.#change({ kind: 'identified', by: 'dialog', customer, ...customerName });
      },
    };
  }

  #contact(): Contact | undefined {
    return this.parts.book.find(this.id);
  }

  /** What comes too late for the contact's state is left out. */
  #change(change: ContactChange): void {
    const contact = this.#contact();
    if (contact !== undefined && comesIn[change.kind].includes(contact.state)) this.parts.book.change(this.id, change);
  }

  #leave(): void {
    this.#gone.abort();
    const ring = this.#ring;
    this.#ring = undefined;
    ring?.cancel();
    this.#agentLine?.hangUp();
    this.line.hangUp();
  }

  async #withdraw(reason: string): Promise<void> {
    await this.#try('withdraw', () => this.parts.work.withdraw({ item: this.id, reason }, asSystem));
  }

  async #try(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.parts.log.warn({ err: thrown, contact: this.id, what }, 'A step of a contact failed');
    }
  }
}
