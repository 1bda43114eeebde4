import { stat } from 'node:fs/promises';
import type { G711Codec } from '../rtp/g711.js';
import { encodePrompt } from './encode-prompt.js';
import { PromptError, readWav } from './read-wav.js';

export interface PromptCache {
  /** The prompt as G.711 in whole 20 ms frames. Throws a PromptError when the file is not there or not playable. */
  readonly load: (path: string, codec: G711Codec) => Promise<Uint8Array>;
  /** Bytes held now. */
  readonly size: () => number;
}

interface Entry {
  readonly audio: Uint8Array;
  readonly version: string;
}

/**
 * Prompts by path and codec, the least recently used ones forgotten above `maximumBytes` (1 minute of G.711 is 480 kB).
 * A file that changed on disk is read again, so a prompt is replaced while the system runs.
 */
export function createPromptCache(maximumBytes: number): PromptCache {
  const entries = new Map<string, Entry>();
  let bytes = 0;

  const forget = (key: string): void => {
    bytes -= entries.get(key)?.audio.length ?? 0;
    entries.delete(key);
  };

  const keep = (key: string, entry: Entry): void => {
    forget(key);
    entries.set(key, entry);
    bytes += entry.audio.length;
    for (const oldest of entries.keys()) {
      if (bytes <= maximumBytes) break;
      forget(oldest);
    }
  };

  return {
    async load(path, codec) {
      const key = `${codec} ${path}`;
      const version = await versionOf(path);
      const known = entries.get(key);
      const entry = known?.version === version ? known : { audio: encodePrompt(await readWav(path), codec), version };
      keep(key, entry); // also moves a known one to the end: Map keeps insertion order
      return entry.audio;
    },
    size: () => bytes,
  };
}

async function versionOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(path);
    return `${mtimeMs}/${size}`;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new PromptError('not-found', `The prompt ${path} cannot be read: ${why}`, { cause });
  }
}
