import { isTooBad } from '../files/bad-limit.js';
import type { RowAside } from '../files/row-table.js';
import { UnreadableFile } from '../unreadable-file.js';
import type { BadRow } from '../delivery/row.js';
import type { Equipment } from './equipment.js';

/** What the first reading of a file found: whether it is to be delivered, before anything of it is. */
export type Checked =
  | { readonly kind: 'good'; readonly rows: number }
  | {
      readonly kind: 'rejected';
      readonly rows: number;
      readonly bad: number;
      readonly reason: string;
      /** The first bad rows. */
      readonly aside: readonly RowAside[];
    };

const shown = 100;

/** Reads a file to its end and delivers nothing. */
export async function checkFile(
  id: string,
  { read, settings }: Pick<Equipment, 'read' | 'settings'>,
): Promise<Checked> {
  const aside: RowAside[] = [];
  let rows = 0;
  let bad = 0;
  try {
    for await (const row of read(id)) {
      rows += 1;
      if (row.kind === 'good') continue;
      bad += 1;
      if (aside.length < shown) aside.push(setAside(id, row));
    }
  } catch (error) {
    if (isOfTheDisk(error)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    // A parser that fails in any other way would fail on this file for ever: it must not stand in front of the others.
    const reason =
      error instanceof UnreadableFile ? `It cannot be read: ${message}.` : `The parser failed: ${message}.`;
    return { kind: 'rejected', rows, bad, reason, aside };
  }
  if (!isTooBad(bad, rows, settings.maxBad)) return { kind: 'good', rows };
  const reason =
    bad === rows
      ? `None of its ${rows} rows can be used.`
      : `${bad} of its ${rows} rows are bad; ${settings.maxBad} are allowed (maxBad).`;
  return { kind: 'rejected', rows, bad, reason, aside };
}

function isOfTheDisk(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

export function setAside(file: string, { row, line, reason, raw, parsed }: BadRow): RowAside {
  return { file, row, line, kind: 'bad', state: 'set-aside', reason, raw, parsed };
}

/** What stands in `NAME.reason.txt`. */
export function rejectionNote(name: string, reason: string, aside: readonly RowAside[]): string {
  const lines = aside.slice(0, 20).map(({ line, reason: why }) => `line ${line}: ${why}`);
  return [`${name} was not taken; nothing of it was delivered.`, reason, ...lines, ''].join('\n');
}
