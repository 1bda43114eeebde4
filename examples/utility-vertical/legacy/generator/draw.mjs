// The one seeded stream of chance, and days as the database writes them: YYYYMMDD.

// mulberry32 (Tommy Ettinger, public domain): small and the same on every machine.
const seeded = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
export const random = seeded(19940317);
export const between = (low, high) => low + Math.floor(random() * (high - low + 1));
export const pick = (values) => values[between(0, values.length - 1)];
export const chance = (share) => random() < share;
export const digits = (count) => Array.from({ length: count }, () => between(0, 9)).join('');

export const toDate = (day) => new Date(Date.UTC(+day.slice(0, 4), +day.slice(4, 6) - 1, +day.slice(6, 8)));
const toDay = (date) => date.toISOString().slice(0, 10).replaceAll('-', '');
export const addDays = (day, days) => toDay(new Date(toDate(day).getTime() + days * 86_400_000));
export const dayBetween = (first, last) =>
  addDays(first, between(0, Math.round((toDate(last) - toDate(first)) / 86_400_000)));
