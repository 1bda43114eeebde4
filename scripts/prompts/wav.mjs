// RIFF WAVE, PCM, 16 bit, mono: all that prompts need.

/** Samples between -1 and 1 with their rate. A length that a stream could not know (espeak-ng --stdout) runs to the end. */
export function readWav(file) {
  let at = 12;
  let rate = 0;
  while (at + 8 <= file.length) {
    const name = file.toString('latin1', at, at + 4);
    const length = file.readUInt32LE(at + 4);
    if (name === 'fmt ') rate = file.readUInt32LE(at + 12);
    if (name === 'data') {
      const bytes = Math.min(length, file.length - at - 8);
      return {
        rate,
        samples: Float64Array.from({ length: bytes >> 1 }, (_, index) => file.readInt16LE(at + 8 + 2 * index) / 32768),
      };
    }
    at += 8 + length + (length % 2);
  }
  throw new Error('This is no WAV file');
}

export function writeWav(samples, rate) {
  const file = Buffer.alloc(44 + 2 * samples.length);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + 2 * samples.length, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(2 * rate, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, index) =>
    file.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32767), 44 + 2 * index),
  );
  return file;
}
