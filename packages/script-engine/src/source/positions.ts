import type { SourceValue } from './source-element.js';

/** A place in a file; line and column from 1. */
export interface Mark {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets of a text into lines and columns. */
export function createPositions(text: string): (offset: number) => Mark {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** The offset in the file of the character `index` of a value: a reference such as `&lt;` is one character of it. */
export function offsetInSource(value: SourceValue, index: number): number {
  let raw = 0;
  for (let at = 0; at < index && raw < value.raw.length; at += 1) {
    if (value.raw[raw] === '&') raw = Math.max(raw, value.raw.indexOf(';', raw));
    else if (value.raw.startsWith('\r\n', raw)) raw += 1;
    raw += 1;
  }
  return value.from + raw;
}
