import type { Definition, Node } from '../definition/definition.js';
import { successors } from './successors.js';

/** The names a node gives to what comes after it. */
function given(node: Node, by: 'next' | 'failed' | 'retry'): readonly string[] {
  if (node.kind === 'question' && by === 'next') return [node.id];
  return node.kind === 'lookup' ? [node.as] : [];
}

export interface KnownAnswers {
  /** Names that some way to the node gives. */
  readonly possible: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names that every way to the node gives. */
  readonly certain: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Which answers are known where: a data-flow analysis over the ways of the script, until nothing changes. */
export function knownAnswers(definition: Definition): KnownAnswers {
  const possible = new Map<string, Set<string>>([[definition.start, new Set()]]);
  const certain = new Map<string, Set<string>>([[definition.start, new Set()]]);
  const waiting = [definition.start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = definition.nodes.get(id);
    if (!node) continue;
    for (const { to, by } of successors(node)) {
      const gives = given(node, by);
      const mayBe = new Set([...(possible.get(id) ?? []), ...gives, ...(possible.get(to) ?? [])]);
      const here = new Set([...(certain.get(id) ?? []), ...gives]);
      const before = certain.get(to);
      const mustBe = before ? new Set([...before].filter((name) => here.has(name))) : here;
      const changed = mayBe.size !== possible.get(to)?.size || mustBe.size !== before?.size;
      possible.set(to, mayBe);
      certain.set(to, mustBe);
      if (changed) waiting.push(to);
    }
  }
  return { possible, certain };
}
