import { readFile } from 'node:fs/promises';
import { SAMPLE_RATE } from '../rtp/g711.js';

/** A prompt that cannot be played. The message names the file and says what to do. */
export class PromptError extends Error {
  override readonly name = 'PromptError';

  constructor(
    readonly reason: 'not-found' | 'unusable',
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

/**
 * The samples of a WAV file of 16-bit PCM, mono, 8000 Hz: telephone quality, so that nothing is resampled while calls run.
 * Throws a PromptError for anything else.
 */
export async function readWav(path: string): Promise<Int16Array> {
  const bytes = await readPrompt(path);
  // Loaded when first needed: an idle media process stays small.
  const { default: wavefile } = await import('wavefile');
  const wave = new wavefile.WaveFile();
  try {
    wave.fromBuffer(bytes);
  } catch (cause) {
    throw unusable(path, `is not a WAV file (${messageOf(cause)})`, cause);
  }
  const format = wave.fmt as {
    readonly audioFormat: number;
    readonly numChannels: number;
    readonly sampleRate: number;
  };
  const found = `${format.sampleRate} Hz, ${format.numChannels} channel(s), ${wave.bitDepth} bit`;
  const fits = format.sampleRate === SAMPLE_RATE && format.numChannels === 1 && wave.bitDepth === '16';
  if (!fits) throw unusable(path, `is ${found}`);
  return samplesOf(path, wave);
}

function samplesOf(path: string, wave: { getSamples(interleaved: boolean, output: Function): unknown }): Int16Array {
  try {
    const samples = wave.getSamples(false, Int16Array);
    if (samples instanceof Int16Array) return samples;
  } catch (cause) {
    throw unusable(path, `has no readable samples (${messageOf(cause)})`, cause);
  }
  throw unusable(path, 'has no readable samples');
}

async function readPrompt(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new PromptError('not-found', `The prompt ${path} cannot be read: ${messageOf(cause)}`, {
      cause,
    });
  }
}

function unusable(path: string, what: string, cause?: unknown): PromptError {
  const needed = `Needed is a WAV file of ${SAMPLE_RATE} Hz, mono, 16-bit PCM (sox IN -r ${SAMPLE_RATE} -c 1 -b 16 OUT)`;
  return new PromptError('unusable', `The prompt ${path} ${what}. ${needed}.`, { cause });
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
