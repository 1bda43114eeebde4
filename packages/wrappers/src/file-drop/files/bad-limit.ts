/** Bad rows of a file that are let through however few rows it has, when the limit is a share. */
const always = 3;

/** Whether so many bad rows speak against the whole file. One without a single good row is always rejected. */
export function isTooBad(bad: number, rows: number, limit: number | string): boolean {
  if (bad === 0) return false;
  if (bad === rows) return true;
  if (typeof limit === 'number') return bad > limit;
  return bad > Math.max(always, (rows * Number.parseFloat(limit)) / 100);
}
