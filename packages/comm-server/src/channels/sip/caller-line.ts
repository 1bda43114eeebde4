import type { Logger } from '@caruso/core-service-manager/contract';
import type { AgentInfo } from '@caruso/work-manager/contract';
import type { Speech } from '../../ivr/speech.js';
import type { CallInfo } from '../../sip/index.js';
import type { AgentLine, ContactNotes, CustomerLine, Introduction, Ring, RingOptions } from '../channel-adapter.js';
import { AgentPhone } from './agent-phone.js';
import type { SipLeg } from './sip-leg.js';

export interface CallerLineOptions {
  readonly leg: SipLeg;
  readonly holdMusic: () => Promise<string | undefined>;
  readonly introduce: (speech: Speech, notes: ContactNotes, signal: AbortSignal) => Promise<Introduction>;
  readonly ringPhone: (agent: AgentInfo, options: RingOptions) => Ring;
  /** Digits sent in SIP INFO, from phones that cannot send them in the media. */
  readonly onInfo: ((listener: (info: CallInfo) => void) => void) | undefined;
  readonly log: Logger;
}

/** A caller by SIP. */
export class CallerLine implements CustomerLine {
  readonly #infoListeners = new Set<(digit: string) => void>();

  constructor(private readonly options: CallerLineOptions) {
    options.onInfo?.(({ body }) => {
      // application/dtmf-relay: `Signal=5`; application/dtmf: `5`.
      const digit = /^(?:signal\s*=\s*)?([0-9*#A-D])\s*$/im.exec(body)?.[1];
      if (digit !== undefined) for (const listener of this.#infoListeners) listener(digit);
    });
  }

  onHungUp(listener: () => void): void {
    this.options.leg.hungUp.on(listener);
  }

  onLost(listener: (reason: string) => void): void {
    this.options.leg.lost.on(listener);
  }

  introduce(notes: ContactNotes, signal: AbortSignal): Promise<Introduction> {
    const { session } = this.options.leg;
    const speech: Speech = {
      play: async (files) => void (await session.play(files)),
      stop: () => void this.#attempt(() => session.stop()),
      onDigit: (listener) => {
        const stop = session.onDigit((digit) => listener(digit));
        this.#infoListeners.add(listener);
        return () => {
          stop();
          this.#infoListeners.delete(listener);
        };
      },
    };
    return this.options.introduce(speech, notes, signal);
  }

  wait(): void {
    void this.#attempt(async () => {
      const music = await this.options.holdMusic();
      if (music !== undefined) await this.options.leg.session.play([music], { loop: true });
    });
  }

  ring(agent: AgentInfo, options: RingOptions): Ring {
    return this.options.ringPhone(agent, options);
  }

  async connect(agent: AgentLine): Promise<void> {
    if (!(agent instanceof AgentPhone)) throw new Error('A caller by SIP can only be connected with a phone');
    const { session } = this.options.leg;
    await session.stop();
    await session.bridge(agent.leg.session);
    agent.leg.onHold((held) => {
      if (held) this.wait();
      else void this.#attempt(() => session.stop());
    });
  }

  hangUp(): void {
    this.options.leg.hangUp();
  }

  /** What fails because the call is just over is no news. */
  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.options.log.debug({ err: thrown }, 'A step of the media failed');
    }
  }
}
