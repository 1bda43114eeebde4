import { isMap, isPair, isScalar, isSeq } from 'yaml';
import type { Node, Pair } from 'yaml';
import type { Finding } from '@caruso/core-service-manager/contract';
import type { Path, SourceFile } from './source-file.js';

interface Found {
  readonly key: Node | null;
  readonly value: Node | null;
  /** How many steps of the path exist in this file. */
  readonly depth: number;
}

/** The node a path leads to; where the path ends early, the deepest one that exists. */
function follow(source: SourceFile, path: Path): Found {
  let found: Found = { key: null, value: source.document.contents as Node | null, depth: 0 };
  for (const step of path) {
    const next = child(found.value, step);
    if (!next) return found;
    found = { ...next, depth: found.depth + 1 };
  }
  return found;
}

function child(node: Node | null, step: string | number): { key: Node | null; value: Node | null } | null {
  if (isMap(node)) {
    const pair = node.items.find(
      (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
    ) as Pair<Node, Node | null> | undefined;
    return pair ? { key: pair.key, value: pair.value } : null;
  }
  if (isSeq(node) && typeof step === 'number') {
    const item = node.items[step] as Node | undefined;
    return item ? { key: null, value: item } : null;
  }
  return null;
}

/** How many steps of the path this file has. */
export function depthOf(source: SourceFile, path: Path): number {
  return follow(source, path).depth;
}

export interface Spot {
  readonly path: Path;
  /** Points at the key instead of the value. */
  readonly key?: boolean;
  /** Character offset inside the text of a scalar. */
  readonly within?: number;
}

export function positionOf(source: SourceFile, spot: Spot): { readonly line: number; readonly column: number } {
  const { key, value, depth } = follow(source, spot.path);
  const whole = depth === spot.path.length;
  const node = (spot.key || !whole ? key : null) ?? value ?? key;
  const start = node?.range?.[0] ?? 0;
  const offset =
    whole && !spot.key && spot.within !== undefined && isScalar(node)
      ? scalarOffset(source.text, node, spot.within)
      : start;
  const { line, col } = source.lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** Where the n-th character of a scalar's text stands in the file: quotes, escapes and block indentation lie between. */
function scalarOffset(text: string, node: Node & { type?: string | null; value?: unknown }, index: number): number {
  const range = node.range;
  if (!range) return 0;
  const [start, end] = range;
  if (node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE')
    return start + 1 + quotedLength(text.slice(start + 1, end), node.type, index);
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED')
    return blockOffset(text, start, String(node.value), index);
  return Math.min(start + index, end);
}

function quotedLength(raw: string, type: string, index: number): number {
  const token = type === 'QUOTE_SINGLE' ? /^(?:''|[^])/ : /^(?:\\x..|\\u.{4}|\\U.{8}|\\[^]|[^])/;
  let length = 0;
  for (let seen = 0; seen < index; seen += 1) length += token.exec(raw.slice(length))?.[0].length ?? 0;
  return length;
}

function blockOffset(text: string, start: number, value: string, index: number): number {
  // Folding turns line breaks into blanks one for one, so lines of the file follow each other as words do in the value.
  const firstLine = text.indexOf('\n', start) + 1;
  const indent = /^ */.exec(text.slice(firstLine))?.[0].length ?? 0;
  let at = firstLine;
  let seen = 0;
  while (at < text.length && seen < value.length) {
    const lineEnd = text.indexOf('\n', at) === -1 ? text.length : text.indexOf('\n', at);
    const length = Math.max(0, lineEnd - at - indent);
    if (index <= seen + length) return at + indent + (index - seen);
    seen += length + 1;
    at = lineEnd + 1;
  }
  return at;
}

export interface Mistake {
  readonly rule: string;
  readonly message: string;
  readonly advice: string;
  readonly severity?: 'error' | 'warning';
}

export function findingAt(source: SourceFile, spot: Spot, mistake: Mistake): Finding {
  return { file: source.file, ...positionOf(source, spot), severity: 'error', ...mistake };
}
