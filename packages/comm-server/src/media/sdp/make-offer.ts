import { STATIC_PAYLOAD } from '../rtp/g711.js';
import type { LocalMedia } from './session-terms.js';
import { OFFERED_TELEPHONE_EVENT_PAYLOAD } from './session-terms.js';
import { audioLine, writeDescription } from './write-description.js';

/** An SDP offer of G.711 and telephone events (RFC 3264 5), for a call we place or to hold and resume one. */
export function makeOffer(local: LocalMedia): string {
  const codecs = (local.codecs ?? ['PCMU', 'PCMA']).map((codec) => ({
    codec,
    payload: STATIC_PAYLOAD[codec],
  }));
  const formats = {
    codecs,
    telephoneEventPayload: OFFERED_TELEPHONE_EVENT_PAYLOAD,
    direction: local.direction ?? 'sendrecv',
  };
  return writeDescription(local, [audioLine(local, formats)]);
}
