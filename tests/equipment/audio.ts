/** Samples per second of G.711. */
export const SAMPLE_RATE = 8000;
/** Samples of one packet of 20 ms. */
export const FRAME_SAMPLES = 160;

/** A sine at a quarter of the full scale. */
export function tone(hertz: number, seconds: number): Int16Array {
  return Int16Array.from(
    { length: seconds * SAMPLE_RATE },
    (_, index) => 8000 * Math.sin((2 * Math.PI * hertz * index) / SAMPLE_RATE),
  );
}

/** A-law, ITU-T G.711 table 1a: eight segments of sixteen steps, even bits inverted. */
export function encodeALaw(sample: number): number {
  const magnitude = Math.min(4095, sample < 0 ? -(sample >> 3) - 1 : sample >> 3);
  const segment = Math.max(0, 31 - Math.clz32(magnitude) - 4);
  const step = segment <= 1 ? (magnitude >> 1) & 15 : (magnitude >> segment) & 15;
  return ((sample < 0 ? 0 : 0x80) | (segment << 4) | step) ^ 0x55;
}

export function decodeALaw(code: number): number {
  const bits = code ^ 0x55;
  const segment = (bits >> 4) & 7;
  const step = ((bits & 15) << 1) + 1;
  const magnitude = (segment === 0 ? step : (step + 32) << (segment - 1)) << 3;
  return (bits & 0x80) === 0 ? -magnitude : magnitude;
}

/** Root of the mean square, 0 to 32768. */
export function loudness(samples: Int16Array): number {
  if (samples.length === 0) return 0;
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

/** The share of the signal's power at one frequency, 0 to 1 (Goertzel 1958). */
export function shareOfPower(samples: Int16Array, hertz: number, rate = SAMPLE_RATE): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / rate);
  let [one, two, power] = [0, 0, 0];
  for (const sample of samples) {
    [one, two] = [sample + coefficient * one - two, one];
    power += sample * sample;
  }
  const atFrequency = one * one + two * two - coefficient * one * two;
  return power === 0 ? 0 : (2 * atFrequency) / (power * samples.length);
}

/** A WAV file, 16 bits, one channel. */
export function wavFile(samples: Int16Array, rate = SAMPLE_RATE): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + samples.byteLength, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([head, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)]);
}

/** The samples of a WAV file of 16 bits, also of one that is still being written (its sizes are not filled in yet). */
export function readWav(file: Buffer): Int16Array {
  const data = file.indexOf('data', 12, 'latin1');
  if (data < 0) return new Int16Array();
  const start = data + 8;
  const count = Math.floor((file.length - start) / 2);
  return Int16Array.from({ length: count }, (_, index) => file.readInt16LE(start + index * 2));
}
