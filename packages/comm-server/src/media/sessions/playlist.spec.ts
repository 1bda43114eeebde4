import { describe, expect, it } from 'vitest';
import { createPlaylist } from './playlist.js';

const prompt = (frames: number, byte: number): Uint8Array => new Uint8Array(frames * 160).fill(byte);

const first = (playlist: () => Uint8Array | undefined, count: number): readonly (number | undefined)[] =>
  Array.from({ length: count }, () => playlist()?.[159]);

describe('a playlist', () => {
  it('plays its prompts one after the other and ends', () => {
    const playlist = createPlaylist([prompt(2, 1), prompt(0, 9), prompt(1, 2)], false);
    expect(first(playlist, 5)).toEqual([1, 1, 2, undefined, undefined]);
  });

  it('begins again without a gap when it loops', () => {
    expect(first(createPlaylist([prompt(1, 1), prompt(1, 2)], true), 5)).toEqual([1, 2, 1, 2, 1]);
  });

  it('ends at once without any audio, looped or not', () => {
    expect(first(createPlaylist([prompt(0, 1)], true), 2)).toEqual([undefined, undefined]);
    expect(first(createPlaylist([], false), 1)).toEqual([undefined]);
  });
});
