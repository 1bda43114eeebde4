// A calm piece of our own for those who wait: eight bars in F, broken chords under a slow tune, about 20 seconds, made to be looped.
// All notes lie where a telephone can carry them (300 to 3,400 Hz, with their overtones).

const BEAT = 0.625;
const BARS = [
  // chord (MIDI numbers), tune: [beat, length in beats, note]
  {
    chord: [53, 60, 65, 69],
    tune: [
      [0, 2, 77],
      [2, 1, 76],
      [3, 1, 72],
    ],
  }, // F
  {
    chord: [50, 57, 65, 69],
    tune: [
      [0, 3, 74],
      [3, 1, 72],
    ],
  }, // D minor
  {
    chord: [58, 62, 65, 70],
    tune: [
      [0, 2, 70],
      [2, 1, 72],
      [3, 1, 74],
    ],
  }, // B flat
  { chord: [48, 60, 64, 67], tune: [[0, 4, 72]] }, // C
  {
    chord: [57, 60, 64, 69],
    tune: [
      [0, 2, 76],
      [2, 1, 77],
      [3, 1, 79],
    ],
  }, // A minor
  {
    chord: [50, 57, 65, 69],
    tune: [
      [0, 2, 77],
      [2, 2, 74],
    ],
  }, // D minor
  {
    chord: [55, 62, 65, 70],
    tune: [
      [0, 1, 74],
      [1, 1, 72],
      [2, 2, 70],
    ],
  }, // G minor
  {
    chord: [48, 60, 64, 70],
    tune: [
      [0, 3, 67],
      [3, 1, 72],
    ],
  }, // C seventh
];
const ARPEGGIO = [0, 1, 2, 3, 2, 3, 2, 1];

export function holdMusic(rate) {
  const samples = new Float64Array(Math.round(BARS.length * 4 * BEAT * rate));
  BARS.forEach(({ chord, tune }, bar) => {
    ARPEGGIO.forEach((step, eighth) =>
      play(samples, rate, {
        start: (bar * 4 + eighth / 2) * BEAT,
        seconds: 1.1,
        note: chord[step] + (chord[step] < 60 ? 12 : 0),
        loudness: 0.16,
        decay: 2.8,
      }),
    );
    tune.forEach(([beat, length, note]) =>
      play(samples, rate, {
        start: (bar * 4 + beat) * BEAT,
        seconds: length * BEAT + 0.4,
        note,
        loudness: 0.34,
        decay: 1.5,
      }),
    );
  });
  return samples;
}

/** A soft, bell-like tone; what sounds beyond the end sounds at the beginning, so that the loop has no seam. */
function play(samples, rate, { start, seconds, note, loudness, decay }) {
  const frequency = 440 * 2 ** ((note - 69) / 12);
  const first = Math.round(start * rate);
  const length = Math.round(seconds * rate);
  for (let index = 0; index < length; index += 1) {
    const time = index / rate;
    const attack = Math.min(1, time / 0.02);
    const release = Math.min(1, (length - index) / (0.15 * rate));
    const phase = 2 * Math.PI * frequency * time;
    const tone =
      Math.sin(phase) +
      0.28 * Math.sin(2 * phase) * Math.exp(-3 * time) +
      0.1 * Math.sin(3 * phase) * Math.exp(-5 * time);
    samples[(first + index) % samples.length] += loudness * attack * release * Math.exp(-decay * time) * tone;
  }
}
