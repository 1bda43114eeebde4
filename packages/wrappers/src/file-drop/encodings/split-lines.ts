import { UnreadableFile } from '../unreadable-file.js';

const longest = 1_000_000;

export interface Line {
  /** Counts from 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * Lines without their ends (`\n` or `\r\n`); the last one needs none.
 * @throws UnreadableFile when a line has more than a million characters: whatever this is, it is no file of lines.
 */
export async function* splitLines(text: AsyncIterable<string>): AsyncGenerator<Line> {
  let rest = '';
  let line = 0;
  for await (const piece of text) {
    const parts = (rest + piece).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) yield { line: ++line, text: part.endsWith('\r') ? part.slice(0, -1) : part };
    if (rest.length > longest) throw new UnreadableFile(`more than ${longest} characters without a line end`, line + 1);
  }
  if (rest !== '') yield { line: line + 1, text: rest.endsWith('\r') ? rest.slice(0, -1) : rest };
}
