import type { ParsedRow, RecordParser } from '../../formats/record-parser.js';

/** Bytes in pieces of a size that cuts characters, lines and records. */
export async function* pieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function parseAll(
  parser: RecordParser,
  content: Uint8Array | string,
  encoding?: string,
  size?: number,
): Promise<ParsedRow[]> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const rows: ParsedRow[] = [];
  for await (const row of parser.parse(pieces(bytes, size), encoding === undefined ? {} : { encoding })) rows.push(row);
  return rows;
}

export function recordsOf(rows: readonly ParsedRow[]): unknown[] {
  return rows.flatMap((row) => (row.kind === 'record' ? [row.record] : []));
}
