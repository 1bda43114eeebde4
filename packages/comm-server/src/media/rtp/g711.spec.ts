import { describe, expect, it } from 'vitest';
import type { G711Codec } from './g711.js';
import { SILENCE, decodeG711, encodeG711, transcodeG711 } from './g711.js';

const ramp = Int16Array.from({ length: 4000 }, (_, index) => -32000 + index * 16);

describe('G.711', () => {
  it.each<G711Codec>(['PCMU', 'PCMA'])('%s keeps every sample within its quantisation step', (codec) => {
    const decoded = decodeG711(codec, encodeG711(codec, ramp));
    for (const [index, sample] of ramp.entries()) {
      // The widest step of a segment is 1/16 of the value, half of it the error; 16 is the floor of the lowest segments.
      expect(Math.abs((decoded[index] ?? 0) - sample)).toBeLessThanOrEqual(Math.max(16, Math.abs(sample) / 16));
    }
  });

  it.each<[G711Codec, G711Codec]>([
    ['PCMU', 'PCMA'],
    ['PCMA', 'PCMU'],
  ])('transcoded from %s to %s sounds the same', (from, to) => {
    const bytes = encodeG711(from, ramp);
    const there = decodeG711(to, transcodeG711(bytes, from, to));
    const here = decodeG711(from, bytes);
    for (const [index, sample] of here.entries()) {
      expect(Math.abs((there[index] ?? 0) - sample)).toBeLessThanOrEqual(Math.max(16, Math.abs(sample) / 16));
    }
  });

  it('is passed on untouched between sides of the same law', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    expect(transcodeG711(bytes, 'PCMA', 'PCMA')).toBe(bytes);
  });

  it('encodes silence as its law says', () => {
    expect([...encodeG711('PCMU', new Int16Array(1))]).toEqual([SILENCE.PCMU]);
    expect([...encodeG711('PCMA', new Int16Array(1))]).toEqual([SILENCE.PCMA]);
  });
});
