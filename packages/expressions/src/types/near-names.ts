const MOST_NAMES = 3;

/** Up to three names most like the one written, nearest first; none that differs in more than a third of its letters. */
export function nearNames(written: string, known: readonly string[]): readonly string[] {
  const limit = Math.max(1, Math.ceil(written.length / 3));
  return known
    .map((name) => ({ name, distance: distanceOf(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, MOST_NAMES)
    .map(({ name }) => name);
}

/** What to do about an unknown name: the near ones, or the first few there are. */
export function adviseNames(written: string, known: readonly string[]): string {
  const near = nearNames(written, known);
  if (near.length > 0) return `Did you mean ${near.join(' or ')}?`;
  if (known.length === 0) return 'There are none here';
  const shown = known.slice(0, 8).join(', ');
  return `There are: ${shown}${known.length > 8 ? ', …' : ''}`;
}

/** Edits (insert, delete, replace, swap of neighbours) between two words: optimal string alignment. */
function distanceOf(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j += 1) {
      const replace = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap = i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
      row.push(Math.min(at(i - 1, j) + 1, (row[j - 1] ?? Infinity) + 1, replace, swap));
    }
  }
  return at(a.length, b.length);
}
