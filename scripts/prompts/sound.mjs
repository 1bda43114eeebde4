/** To another rate by a windowed sinc that lets pass what the lower of the two rates can carry. */
export function resample(samples, from, to) {
  if (from === to) return samples;
  const cutoff = 0.95 * Math.min(1, to / from);
  const reach = Math.ceil(24 / cutoff);
  return Float64Array.from({ length: Math.floor((samples.length * to) / from) }, (_, index) => {
    const centre = (index * from) / to;
    const first = Math.ceil(centre - reach);
    let sum = 0;
    for (let at = Math.max(0, first); at <= Math.min(samples.length - 1, centre + reach); at += 1) {
      const x = at - centre;
      const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / reach);
      const angle = Math.PI * x * cutoff;
      sum += samples[at] * (x === 0 ? cutoff : (cutoff * Math.sin(angle)) / angle) * window;
    }
    return sum;
  });
}

/** So that the loudest sample is at `peak` of full scale. */
export function normalise(samples, peak) {
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1e-9);
  return samples.map((sample) => (sample * peak) / loudest);
}
