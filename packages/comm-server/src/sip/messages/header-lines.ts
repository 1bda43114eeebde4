import { canonicalHeaderName } from './header-names.js';
import { messageLimits } from './limits.js';
import type { HeaderField } from './message.js';
import { tokenPattern } from './parameters.js';

export interface HeaderLines {
  readonly startLine: string;
  readonly fields: readonly HeaderField[];
  /** The first thing that is wrong; fields after it are still read, so that an error response can be made. */
  readonly problem: string | null;
}

// Folded lines (RFC 3261 7.3.1) are joined by one space.
const unfold = (lines: readonly string[]): readonly string[] => {
  const unfolded: string[] = [];
  for (const line of lines) {
    const last = unfolded.length - 1;
    if (/^[ \t]/.test(line) && last >= 0) unfolded[last] = `${unfolded[last] ?? ''} ${line.trim()}`;
    else unfolded.push(line);
  }
  return unfolded;
};

const parseField = (line: string): HeaderField | string => {
  if (line.length > messageLimits.fieldLength) return 'a header field is too long';
  if (line.includes('\r')) return 'a carriage return stands alone';
  const colon = line.indexOf(':');
  const name = line.slice(0, Math.max(colon, 0)).trimEnd();
  if (colon < 0 || !tokenPattern.test(name)) return `not a header field: ${line.slice(0, 60)}`;
  return { name: canonicalHeaderName(name), value: line.slice(colon + 1).trim() };
};

/** Reads what stands before the empty line. Lines end in CRLF; LF alone is tolerated. */
export const readHeaderLines = (text: string): HeaderLines => {
  const lines = text.split(/\r?\n/);
  const startLine = lines[0] ?? '';
  const rest = lines.slice(1);
  let problem: string | null = null;
  const note = (reason: string): void => {
    problem ??= reason;
  };
  if (startLine.length > messageLimits.fieldLength) note('the start line is too long');
  if (/^[ \t]/.test(rest[0] ?? '')) note('the start line is folded');
  const fieldLines = unfold(rest);
  if (fieldLines.length > messageLimits.headerFields) note('too many header fields');
  const fields: HeaderField[] = [];
  for (const line of fieldLines.slice(0, messageLimits.headerFields)) {
    const field = parseField(line);
    if (typeof field === 'string') note(field);
    else fields.push(field);
  }
  return { startLine, fields, problem };
};
