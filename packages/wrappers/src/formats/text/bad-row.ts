import type { ParsedRow } from '../record-parser.js';

export type BadRow = Extract<ParsedRow, { readonly kind: 'bad' }>;

/** What is kept of a bad row's text, in characters. */
const MOST_RAW = 2_000;

export function badRow(line: number, reason: string, raw: string): BadRow {
  return { kind: 'bad', line, reason, raw: raw.length > MOST_RAW ? `${raw.slice(0, MOST_RAW)}…` : raw };
}
