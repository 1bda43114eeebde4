import type { Logger } from '@caruso/core-service-manager/contract';
import { negotiateOffer } from '../../media/index.js';
import type { LocalMedia, MediaSession, RemoteMedia } from '../../media/index.js';
import type { Call } from '../../sip/index.js';
import { Happening } from '../../publication/happening.js';

/** Anything with a media session and a SIP call: the caller or an agent's phone. */
export interface SipLegOptions {
  readonly call: Call;
  readonly session: MediaSession;
  readonly local: LocalMedia;
  readonly contact: string;
  readonly log: Logger;
}

/** One leg of a call: signalling and media end together. */
export class SipLeg {
  readonly hungUp = new Happening<'remote' | 'silence'>();
  readonly lost = new Happening<string>();
  #local: LocalMedia;
  #held = false;
  #listensToHold: (held: boolean) => void = () => undefined;

  constructor(private readonly options: SipLegOptions) {
    const { call, session, contact, log } = options;
    this.#local = options.local;
    call.onEnded((why, by) => {
      void this.#closeMedia();
      if (why === 'timeout' && by === 'local')
        log.warn({ contact, call: call.id }, 'A phone never acknowledged the answer');
      this.hungUp.tell('remote');
    });
    call.onReinvite((offer) => this.#renegotiate(offer));
    session.onLost(() => {
      this.lost.tell('media-lost');
      call.bye();
    });
    session.onTimeout(() => {
      // Who holds may be silent for as long as she likes.
      if (this.#held) return;
      log.warn({ contact, call: call.id }, 'No voice packets came any more: the call is over');
      this.hungUp.tell('silence');
      this.hangUp();
    });
    let flooded = false;
    session.onFlood(() => {
      if (!flooded)
        log.warn(
          { contact, call: call.id, port: session.port },
          'Too many voice packets on this call: the surplus is dropped',
        );
      flooded = true;
    });
  }

  get session(): MediaSession {
    return this.options.session;
  }

  async setRemote(remote: RemoteMedia): Promise<void> {
    this.#held = isHeld(remote);
    await this.options.session.setRemote(remote);
    this.#listensToHold(this.#held);
  }

  /** Told with each negotiation whether the other side has put us on hold. */
  onHold(listener: (held: boolean) => void): void {
    this.#listensToHold = listener;
  }

  hangUp(): void {
    this.options.call.bye();
    void this.#closeMedia();
  }

  #renegotiate(offer: string): string | null {
    const { log, contact } = this.options;
    this.#local = { ...this.#local, sessionVersion: this.#local.sessionVersion + 1 };
    const negotiation = negotiateOffer(offer, this.#local);
    if (negotiation.outcome === 'rejected') return null;
    this.setRemote(negotiation.remote).catch((error: unknown) => {
      log.warn({ err: error, contact }, 'A changed session could not be set');
    });
    return negotiation.answer;
  }

  async #closeMedia(): Promise<void> {
    try {
      await this.options.session.close();
    } catch (thrown) {
      this.options.log.warn({ err: thrown, contact: this.options.contact }, 'A media session could not be closed');
    }
  }
}

/** RFC 3264 8.4: who holds sends without listening, or does neither. Seen from us: we may not send. */
function isHeld({ direction, host }: RemoteMedia): boolean {
  return direction === 'recvonly' || direction === 'inactive' || host === '0.0.0.0';
}
