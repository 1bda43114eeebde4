import type { Definition, Node } from '../definition/definition.js';
import type { Mark } from '../source/positions.js';

/** A way from a node to another. */
export interface Successor {
  readonly to: string;
  readonly at: Mark;
  readonly by: 'next' | 'failed' | 'retry';
}

export function successors(node: Node): readonly Successor[] {
  const next = node.next.map(({ to, toAt }): Successor => ({ to, at: toAt, by: 'next' }));
  if (node.kind === 'question' && node.failed)
    return [...next, { to: node.failed.to, at: node.failed.at, by: 'failed' }];
  if (node.kind === 'retry') return [{ to: node.question, at: node.questionAt, by: 'retry' }];
  return next;
}

/** Ids of the nodes that can be reached from the start. */
export function reachable(definition: Definition): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [definition.start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = definition.nodes.get(id);
    if (!node || found.has(id)) continue;
    found.add(id);
    waiting.push(...successors(node).map(({ to }) => to));
  }
  return found;
}
