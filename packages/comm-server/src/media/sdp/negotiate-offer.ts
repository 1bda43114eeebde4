import type { MediaDescription } from 'sdp-transform';
import { g711Codecs, hostOf, isLiveAudio, isPlainRtp, parseDescription, statedDirection } from './audio-line.js';
import { telephoneEventPayload } from './audio-line.js';
import { agreeDirection } from './direction.js';
import type { LocalMedia, Rejection, RemoteMedia } from './session-terms.js';
import { audioLine, writeDescription } from './write-description.js';

export type Negotiation =
  | {
      readonly outcome: 'agreed';
      /** The answer's SDP text. */
      readonly answer: string;
      readonly remote: RemoteMedia;
    }
  | Rejection;

/**
 * Answers an SDP offer (RFC 3264 6): the first usable audio line, the offerer's first codec that we take, its own
 * telephone-event payload type; every other line is refused with port 0. Never throws.
 */
export function negotiateOffer(offer: string, local: LocalMedia): Negotiation {
  const description = parseDescription(offer);
  if (description === undefined) return { outcome: 'rejected', reason: 'malformed' };
  const ours = local.codecs ?? ['PCMU', 'PCMA'];
  const audio = description.media.filter(isLiveAudio);
  if (audio.length === 0) return { outcome: 'rejected', reason: 'no-audio' };
  const plain = audio.filter(isPlainRtp);
  if (plain.length === 0) return { outcome: 'rejected', reason: 'unsupported-transport' };

  for (const line of plain) {
    const chosen = g711Codecs(line).find(({ codec }) => ours.includes(codec));
    if (chosen === undefined) continue;
    const events = telephoneEventPayload(line);
    const direction = agreeDirection(statedDirection(description, line), local.direction ?? 'sendrecv');
    const accepted = audioLine(local, {
      codecs: [chosen],
      telephoneEventPayload: events,
      direction,
    });
    const media = description.media.map((other) => (other === line ? accepted : refused(other)));
    const remote: RemoteMedia = {
      host: hostOf(description, line),
      port: line.port,
      ...chosen,
      ...(events === undefined ? {} : { telephoneEventPayload: events }),
      direction,
    };
    return { outcome: 'agreed', answer: writeDescription(local, media), remote };
  }
  return { outcome: 'rejected', reason: 'no-common-codec' };
}

/** A refused line keeps its place, type, transport and formats (RFC 3264 6). */
function refused(line: MediaDescription): MediaDescription {
  const { type, protocol, payloads } = line;
  return { type, protocol, port: 0, payloads: payloads ?? '0', rtp: [], fmtp: [] };
}
