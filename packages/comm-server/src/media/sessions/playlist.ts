import { FRAME_SAMPLES } from '../rtp/g711.js';

/** Gives one 20 ms frame after the other; undefined when all is played. */
export type Playlist = () => Uint8Array | undefined;

/** Plays `prompts`, each whole frames of G.711, one after the other; with `loop` for ever (unless there is no audio at all). */
export function createPlaylist(prompts: readonly Uint8Array[], loop: boolean): Playlist {
  const audible = prompts.filter((prompt) => prompt.length > 0);
  let index = 0;
  let offset = 0;
  return () => {
    if (index >= audible.length && loop) index = 0;
    const prompt = audible[index];
    if (prompt === undefined) return undefined;
    const frame = prompt.subarray(offset, offset + FRAME_SAMPLES);
    offset += FRAME_SAMPLES;
    if (offset >= prompt.length) {
      index += 1;
      offset = 0;
    }
    return frame;
  };
}
