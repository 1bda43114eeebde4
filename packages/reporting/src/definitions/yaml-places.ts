import type { Finding } from '@caruso/core-service-manager/contract';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document, Node } from 'yaml';

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A YAML file that still knows where its values stand. */
export interface YamlFile {
  readonly value: unknown;
  readonly findings: readonly Finding[];
  /** Where the value at a path begins; of its nearest ancestor when it is not there. */
  placeOf(path: readonly PropertyKey[]): Place;
  /** Where a key of the mapping at a path stands. */
  placeOfKey(path: readonly PropertyKey[], key: string): Place;
  /** Where a character of the text at a path stands, as far as it can be told (not in folded or escaped text). */
  placeWithin(path: readonly PropertyKey[], offset: number): Place;
}

export function readYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(Math.max(0, offset));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const findings = document.errors.map((error): Finding => ({
    file,
    ...place(error.pos[0]),
    rule: 'report/yaml',
    severity: 'error',
    message: error.message,
    advice: 'Put the YAML right here; the rest of the file is checked after that',
  }));
  const start = (path: readonly PropertyKey[]): number => nodeAt(document, path)?.range?.[0] ?? 0;
  return {
    value: findings.length === 0 ? document.toJS() : undefined,
    findings,
    placeOf: (path) => place(start(path)),
    placeOfKey(path, key) {
      const map = nodeAt(document, path);
      const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
      return place(isScalar(pair?.key) ? (pair.key.range?.[0] ?? start(path)) : start(path));
    },
    placeWithin(path, offset) {
      const node = nodeAt(document, path);
      const first = start(path);
      if (!isScalar(node) || typeof node.value !== 'string') return place(first);
      const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0;
      const plain = text.startsWith(node.value, first + quoted);
      return place(plain ? first + quoted + offset : first);
    },
  };
}

function nodeAt(document: Document.Parsed, path: readonly PropertyKey[]): Node | undefined {
  let node: unknown = document.contents;
  let nearest: Node | undefined = document.contents ?? undefined;
  for (const part of path) {
    if (isMap(node)) node = node.items.find((item) => isScalar(item.key) && item.key.value === part)?.value;
    else if (isSeq(node)) node = node.items[Number(part)];
    else return nearest;
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return nearest;
    nearest = node;
  }
  return nearest;
}
