import type { Logger } from '@caruso/core-service-manager/contract';
import { makeOffer, readAnswer } from '../../media/index.js';
import type { MediaSession } from '../../media/index.js';
import { targetOfBinding } from '../../sip/index.js';
import type { Binding, InviteOptions, OutgoingCall } from '../../sip/index.js';
import type { Ring, RingOptions, RingOutcome } from '../channel-adapter.js';
import { AgentPhone } from './agent-phone.js';
import { localMedia } from './local-media.js';
import type { LocalSide } from './local-media.js';
import { SipLeg } from './sip-leg.js';

export interface PhoneRinger {
  readonly invite: (options: InviteOptions) => OutgoingCall;
  readonly openSession: () => Promise<MediaSession | undefined>;
  readonly side: LocalSide;
  readonly log: Logger;
}

/** Rings one registered phone of an agent. Without one it has failed already. */
export function ringPhone(
  ringer: PhoneRinger,
  binding: Binding | undefined,
  contact: string,
  options: RingOptions,
): Ring {
  const cancelled = new AbortController();
  const outcome =
    binding === undefined
      ? Promise.resolve<RingOutcome>({ kind: 'failed', reason: 'phone-not-registered' })
      : call(ringer, binding, contact, options, cancelled.signal).catch((err: unknown): RingOutcome => {
          ringer.log.error({ err, contact, extension: binding.user }, 'An agent’s phone cannot be rung');
          return { kind: 'failed', reason: 'unreachable' };
        });
  return { outcome, cancel: () => cancelled.abort() };
}

async function call(
  { invite, openSession, side, log }: PhoneRinger,
  binding: Binding,
  contact: string,
  { ringSeconds, caller }: RingOptions,
  signal: AbortSignal,
): Promise<RingOutcome> {
  const session = await openSession();
  if (session === undefined) return { kind: 'failed', reason: 'unreachable' };
  const close = (): void =>
    void session.close().catch((err: unknown) => log.warn({ err, contact }, 'A media session could not be closed'));
  const local = await localMedia(session, side, binding.source.host);
  if (signal.aborted) {
    close();
    return { kind: 'failed', reason: 'cancelled' };
  }
  const phone = invite({
    target: targetOfBinding(binding),
    from: { user: caller.number, displayName: caller.name },
    sdp: makeOffer(local),
    ringTimeoutMs: ringSeconds * 1000,
  });
  return await new Promise<RingOutcome>((resolve) => {
    signal.addEventListener('abort', () => phone.cancel(), { once: true });
    phone.onFailed((status, reason) => {
      log.info({ contact, extension: binding.user, status, reason }, 'An agent’s phone did not answer');
      close();
      resolve({ kind: 'failed', reason: reasonOf(status) });
    });
    phone.onAnswered((remoteSdp) => {
      const answer = readAnswer(remoteSdp, local);
      if (answer.outcome === 'rejected') {
        log.warn(
          { contact, extension: binding.user, reason: answer.reason },
          'An agent’s phone takes no media that we have',
        );
        phone.bye();
        close();
        return resolve({ kind: 'failed', reason: 'unreachable' });
      }
      const leg = new SipLeg({ call: phone, session, local, contact, log });
      leg.setRemote(answer.remote).then(
        () => resolve({ kind: 'answered', line: new AgentPhone(leg) }),
        (err: unknown) => {
          log.error({ err, contact }, 'The media of an agent’s phone cannot be set');
          leg.hangUp();
          resolve({ kind: 'failed', reason: 'unreachable' });
        },
      );
    });
  });
}

/** Why she is paused, as the desktop shows it. */
function reasonOf(status: number): string {
  if (status === 408) return 'not-answered';
  if (status === 486 || status === 600) return 'busy';
  if (status === 603 || status === 403) return 'declined';
  return 'unreachable';
}
