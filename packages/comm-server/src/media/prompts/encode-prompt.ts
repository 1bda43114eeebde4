import type { G711Codec } from '../rtp/g711.js';
import { FRAME_SAMPLES, SILENCE, encodeG711 } from '../rtp/g711.js';

/** Samples as G.711 in whole 20 ms frames, the last one filled up with silence. */
export function encodePrompt(samples: Int16Array, codec: G711Codec): Uint8Array {
  const frames = Math.ceil(samples.length / FRAME_SAMPLES);
  const audio = new Uint8Array(frames * FRAME_SAMPLES).fill(SILENCE[codec]);
  audio.set(encodeG711(codec, samples));
  return audio;
}
