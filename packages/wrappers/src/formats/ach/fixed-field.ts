/** A field by its positions, which count from 1 and include both ends, as the NACHA rules give them. */
export function at(record: string, from: number, to: number): string {
  return record.slice(from - 1, to).trim();
}

export function optionalAt(record: string, from: number, to: number): string | null {
  return at(record, from, to) || null;
}
