import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// oxlint-disable-next-line import/default -- a CommonJS package: Node gives its exports as the default
import wavefile from 'wavefile';
import { FRAME_SAMPLES, SILENCE, encodeG711 } from '../rtp/g711.js';
import { createPromptCache } from './prompt-cache.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prompts-'));
});
afterAll(async () => rm(folder, { recursive: true }));

async function wav(name: string, samples: Int16Array, rate = 8000, channels = 1): Promise<string> {
  const wave = new wavefile.WaveFile();
  wave.fromScratch(channels, rate, '16', channels === 1 ? samples : [samples, samples]);
  const path = join(folder, name);
  await writeFile(path, wave.toBuffer());
  return path;
}

const samples = Int16Array.from({ length: 200 }, (_, index) => index * 50);

describe('a prompt', () => {
  it('is whole frames of G.711, the last filled up with silence', async () => {
    const path = await wav('short.wav', samples);
    const audio = await createPromptCache(10_000).load(path, 'PCMA');
    expect(audio.length).toBe(2 * FRAME_SAMPLES);
    expect([...audio.subarray(0, 200)]).toEqual([...encodeG711('PCMA', samples)]);
    expect(new Set(audio.subarray(200))).toEqual(new Set([SILENCE.PCMA]));
  });

  it('is read once for each law', async () => {
    const path = await wav('cached.wav', samples);
    const cache = createPromptCache(10_000);
    const first = await cache.load(path, 'PCMU');
    expect(await cache.load(path, 'PCMU')).toBe(first);
    expect(await cache.load(path, 'PCMA')).not.toBe(first);
    expect(cache.size()).toBe(4 * FRAME_SAMPLES);
  });

  it('is read again when its file has changed', async () => {
    const path = await wav('changing.wav', samples);
    const cache = createPromptCache(10_000);
    expect((await cache.load(path, 'PCMU')).length).toBe(2 * FRAME_SAMPLES);
    await wav('changing.wav', new Int16Array(1000));
    expect((await cache.load(path, 'PCMU')).length).toBe(7 * FRAME_SAMPLES);
    expect(cache.size()).toBe(7 * FRAME_SAMPLES);
  });

  it('is forgotten first when it was used longest ago', async () => {
    const [one, two, three] = [await wav('1.wav', samples), await wav('2.wav', samples), await wav('3.wav', samples)];
    const cache = createPromptCache(4 * FRAME_SAMPLES);
    const first = await cache.load(one, 'PCMU');
    const second = await cache.load(two, 'PCMU');
    await cache.load(one, 'PCMU');
    await cache.load(three, 'PCMU');
    expect(await cache.load(one, 'PCMU')).toBe(first);
    expect(await cache.load(two, 'PCMU')).not.toBe(second);
    expect(cache.size()).toBe(4 * FRAME_SAMPLES);
  });

  it.each([
    ['16000 Hz', async () => wav('wide.wav', samples, 16_000)],
    ['2 channel', async () => wav('stereo.wav', samples, 8000, 2)],
    [
      'not a WAV file',
      async () => {
        const path = join(folder, 'text.wav');
        await writeFile(path, 'RIFF this is none');
        return path;
      },
    ],
    ['ENOENT', async () => join(folder, 'missing.wav')],
  ])('that cannot be played is refused, naming the file and %s', async (what, make) => {
    const path = await make();
    const loading = createPromptCache(1000).load(path, 'PCMU');
    await expect(loading).rejects.toThrow(what);
    await expect(loading).rejects.toThrow(path);
  });
});
