import type { Finding } from '@caruso/core-service-manager/contract';
import { LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, Node, Pair } from 'yaml';

/** A YAML file that still knows where each of its values stands. */
export interface YamlSource {
  readonly file: string;
  readonly text: string;
  readonly value: unknown;
  /** Syntax errors, each with its place. */
  readonly findings: readonly Finding[];
  /** Line and column (from 1) of the value at a path; of the nearest ancestor that exists when it does not. */
  position(path: readonly PropertyKey[], at?: 'key' | 'value'): { readonly line: number; readonly column: number };
}

export function parseYamlSource(file: string, text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const findings = document.errors.map((error): Finding => ({
    file,
    ...place(error.pos[0]),
    rule: 'yaml/syntax',
    severity: 'error',
    message: error.message.split('\n')[0] ?? error.message,
    advice: 'Mend the YAML at this place; what follows in the file could not be checked.',
  }));
  return {
    file,
    text,
    value: findings.length === 0 ? document.toJS() : undefined,
    findings,
    position: (path, at = 'value') => place(offsetOf(document, path, at)),
  };
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[], at: 'key' | 'value'): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [depth, key] of path.entries()) {
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find(
        (item) => isScalar(item.key) && String(item.key.value) === String(key),
      );
      if (pair === undefined) return offset;
      const last = depth === path.length - 1;
      const keyOffset = (pair.key as Node).range?.[0] ?? offset;
      node = (pair.value as Node | null) ?? null;
      offset = last && at === 'key' ? keyOffset : (node?.range?.[0] ?? keyOffset);
    } else if (isSeq(node) && typeof key === 'number') {
      const item = node.items[key] as Node | undefined;
      if (item === undefined) return offset;
      node = item;
      offset = node.range?.[0] ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}
