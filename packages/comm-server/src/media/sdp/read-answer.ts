import { g711Codecs, hostOf, isLiveAudio, isPlainRtp, parseDescription, statedDirection } from './audio-line.js';
import { telephoneEventPayload } from './audio-line.js';
import { agreeDirection } from './direction.js';
import type { LocalMedia, Rejection, RemoteMedia } from './session-terms.js';

export type AnswerReading = { readonly outcome: 'agreed'; readonly remote: RemoteMedia } | Rejection;

/** Reads the answer to an offer of `makeOffer(local)` (RFC 3264 7). Never throws. */
export function readAnswer(answer: string, local: LocalMedia): AnswerReading {
  const description = parseDescription(answer);
  if (description === undefined) return { outcome: 'rejected', reason: 'malformed' };
  const line = description.media.find(isLiveAudio);
  if (line === undefined) return { outcome: 'rejected', reason: 'no-audio' };
  if (!isPlainRtp(line)) return { outcome: 'rejected', reason: 'unsupported-transport' };
  const ours = local.codecs ?? ['PCMU', 'PCMA'];
  const chosen = g711Codecs(line).find(({ codec }) => ours.includes(codec));
  if (chosen === undefined) return { outcome: 'rejected', reason: 'no-common-codec' };
  const events = telephoneEventPayload(line);
  return {
    outcome: 'agreed',
    remote: {
      host: hostOf(description, line),
      port: line.port,
      ...chosen,
      ...(events === undefined ? {} : { telephoneEventPayload: events }),
      direction: agreeDirection(statedDirection(description, line), local.direction ?? 'sendrecv'),
    },
  };
}
