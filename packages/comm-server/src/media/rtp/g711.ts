// oxlint-disable-next-line import/default -- a CommonJS package: Node gives its exports as the default
import alawmulaw from 'alawmulaw';

const { alaw, mulaw } = alawmulaw;

/** The two G.711 laws by their RTP names (RFC 3551 4.5.14). */
export type G711Codec = 'PCMU' | 'PCMA';

/** Samples per second of G.711, and the RTP clock rate of it and of telephone events here. */
export const SAMPLE_RATE = 8000;
/** The packet time everything is sent with. */
export const FRAME_MILLISECONDS = 20;
/** Samples, and for G.711 also bytes, in one frame. */
export const FRAME_SAMPLES = (SAMPLE_RATE * FRAME_MILLISECONDS) / 1000;

/** The static RTP payload types (RFC 3551 6, table 4). */
export const STATIC_PAYLOAD: Readonly<Record<G711Codec, number>> = { PCMU: 0, PCMA: 8 };

/** The encoded form of sample value 0. */
export const SILENCE: Readonly<Record<G711Codec, number>> = { PCMU: 0xff, PCMA: 0xd5 };

export function encodeG711(codec: G711Codec, samples: Int16Array): Uint8Array {
  return codec === 'PCMU' ? mulaw.encode(samples) : alaw.encode(samples);
}

export function decodeG711(codec: G711Codec, bytes: Uint8Array): Int16Array {
  return codec === 'PCMU' ? mulaw.decode(bytes) : alaw.decode(bytes);
}

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const TRANSCODING: Readonly<Record<G711Codec, Uint8Array>> = {
  PCMU: encodeG711('PCMA', decodeG711('PCMU', everyByte)),
  PCMA: encodeG711('PCMU', decodeG711('PCMA', everyByte)),
};

/** The same audio under the other law; the same bytes when the laws agree. */
export function transcodeG711(bytes: Uint8Array, from: G711Codec, to: G711Codec): Uint8Array {
  if (from === to) return bytes;
  const table = TRANSCODING[from];
  return bytes.map((byte) => table[byte] ?? 0);
}
