import type { Logger } from '@caruso/core-service-manager/contract';
import type { Contact } from '../../contacts/contact.js';
import { makeOffer, negotiateOffer, readAnswer } from '../../media/index.js';
import type { MediaSession, RejectionReason, RemoteMedia } from '../../media/index.js';
import type { IncomingCall } from '../../sip/index.js';
import { localMedia } from './local-media.js';
import type { LocalSide } from './local-media.js';
import { SipLeg } from './sip-leg.js';

export interface CallAnswering {
  readonly openSession: () => Promise<MediaSession | undefined>;
  readonly side: LocalSide;
  /** Notes the contact: before the caller hears anything. */
  readonly receive: () => Promise<Contact>;
  readonly log: Logger;
}

export interface AnsweredCall {
  readonly leg: SipLeg;
  readonly contact: Contact;
  /** The phone sends its digits in the media (RFC 4733). */
  readonly takesEvents: boolean;
}

/** Rings, notes the contact, answers. Undefined when the call was refused, or given up before it was a contact. */
export async function answerCall(call: IncomingCall, parts: CallAnswering): Promise<AnsweredCall | undefined> {
  const { log } = parts;
  let over = false;
  call.onEnded(() => (over = true));
  const session = await parts.openSession();
  if (session === undefined) {
    call.reject(503);
    return undefined;
  }
  const refuse = async (status: number | undefined): Promise<undefined> => {
    if (status !== undefined) call.reject(status);
    await session.close();
    return undefined;
  };
  const local = await localMedia(session, parts.side, call.remote.host);
  const negotiation = call.remoteSdp === null ? undefined : negotiateOffer(call.remoteSdp, local);
  if (negotiation?.outcome === 'rejected') {
    log.info({ from: call.from.user, reason: negotiation.reason }, 'A call is refused: its media cannot be agreed on');
    return await refuse(statusOf(negotiation.reason));
  }
  if (over) return await refuse(undefined);
  call.ring();
  const contact = await parts.receive();
  const leg = new SipLeg({ call, session, local, contact: contact.id, log });
  const agree = async (remote: RemoteMedia): Promise<void> => {
    try {
      await leg.setRemote(remote);
    } catch (thrown) {
      log.error({ err: thrown, contact: contact.id }, 'The media of a call cannot be set');
      leg.lost.tell('media-lost');
      leg.hangUp();
    }
  };
  if (negotiation !== undefined) {
    await agree(negotiation.remote);
    call.answer(negotiation.answer);
    return { leg, contact, takesEvents: negotiation.remote.telephoneEventPayload !== undefined };
  }
  // The offer is ours (RFC 3264 5, delayed offer): her answer comes with the ACK.
  const acked = new Promise<RemoteMedia | undefined>((resolve) => {
    call.onEnded(() => resolve(undefined));
    call.onAcked((sdp) => {
      const reading = sdp === null ? undefined : readAnswer(sdp, local);
      resolve(reading?.outcome === 'agreed' ? reading.remote : undefined);
    });
  });
  call.answer(makeOffer(local));
  const remote = await acked;
  if (remote === undefined) {
    log.info({ contact: contact.id }, 'A caller who left the offer to us sent no usable answer');
    leg.hangUp();
  } else {
    await agree(remote);
  }
  return { leg, contact, takesEvents: remote?.telephoneEventPayload !== undefined };
}

function statusOf(reason: RejectionReason): number {
  return reason === 'malformed' ? 400 : 488;
}
