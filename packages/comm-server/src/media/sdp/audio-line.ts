import sdpTransform from 'sdp-transform';
import type { MediaDescription, SessionDescription } from 'sdp-transform';
import type { G711Codec } from '../rtp/g711.js';
import { SAMPLE_RATE, STATIC_PAYLOAD } from '../rtp/g711.js';
import { isNullAddress, withoutReceiving } from './direction.js';
import type { MediaDirection } from './session-terms.js';

/** Reads a session description; undefined when it is none. Never throws. */
export function parseDescription(text: string): SessionDescription | undefined {
  try {
    const description = sdpTransform.parse(text);
    const well = description.version === 0 && description.origin !== undefined && Array.isArray(description.media);
    return well ? description : undefined;
  } catch {
    return undefined;
  }
}

export function isLiveAudio(line: MediaDescription): boolean {
  return line.type === 'audio' && Number.isInteger(line.port) && line.port > 0 && line.port <= 65535;
}

/** Plain RTP (RFC 3551): what the media process speaks. */
export function isPlainRtp(line: MediaDescription): boolean {
  return line.protocol === 'RTP/AVP';
}

export interface OfferedCodec {
  readonly codec: G711Codec;
  readonly payload: number;
}

/** The G.711 codecs of a line in its order of preference; 0 and 8 need no rtpmap (RFC 3551 6). */
export function g711Codecs(line: MediaDescription): readonly OfferedCodec[] {
  return payloadsOf(line).flatMap((payload) => {
    const mapped = line.rtp.find((entry) => entry.payload === payload);
    const codec = mapped === undefined ? staticCodec(payload) : mappedCodec(mapped);
    return codec === undefined ? [] : [{ codec, payload }];
  });
}

/** The payload type of telephone events at 8000 Hz (others go with wideband codecs), if the line lists one. */
export function telephoneEventPayload(line: MediaDescription): number | undefined {
  const payloads = payloadsOf(line);
  return line.rtp.find(
    (entry) =>
      text(entry.codec).toLowerCase() === 'telephone-event' &&
      (entry.rate ?? SAMPLE_RATE) === SAMPLE_RATE &&
      payloads.includes(entry.payload),
  )?.payload;
}

/** The address a line receives at: its own c= line or the session's. */
export function hostOf(description: SessionDescription, line: MediaDescription): string {
  const host = text(line.connection?.ip ?? description.connection?.ip ?? description.origin.address ?? '');
  return host.split('/')[0] ?? host;
}

/** The direction a line states, its own or the session's, default sendrecv; without an address it cannot receive. */
export function statedDirection(description: SessionDescription, line: MediaDescription): MediaDirection {
  const stated = line.direction ?? description.direction ?? 'sendrecv';
  return isNullAddress(hostOf(description, line)) ? withoutReceiving(stated) : stated;
}

/** sdp-transform makes numbers of texts that look like one, whatever its types say. */
function text(value: unknown): string {
  return String(value);
}

function payloadsOf(line: MediaDescription): readonly number[] {
  const listed = text(line.payloads ?? '').split(/\s+/);
  return listed.map(Number).filter((payload) => Number.isInteger(payload) && payload >= 0 && payload <= 127);
}

function staticCodec(payload: number): G711Codec | undefined {
  if (payload === STATIC_PAYLOAD.PCMU) return 'PCMU';
  return payload === STATIC_PAYLOAD.PCMA ? 'PCMA' : undefined;
}

function mappedCodec(entry: MediaDescription['rtp'][number]): G711Codec | undefined {
  const name = text(entry.codec).toUpperCase();
  const plain = (entry.rate ?? SAMPLE_RATE) === SAMPLE_RATE && text(entry.encoding ?? 1) === '1';
  return plain && (name === 'PCMU' || name === 'PCMA') ? name : undefined;
}
