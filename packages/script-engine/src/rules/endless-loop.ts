import type { Definition } from '../definition/definition.js';
import { error } from './rule.js';
import type { Rule } from './rule.js';
import { reachable, successors } from './successors.js';

/** No loop goes round without a person's answer, and from every node some way leads to an end or a transfer. */
export const endlessLoop: Rule = ({ definition }) => {
  const found = reachable(definition);
  const ending = canEnd(definition);
  const loops = [...found]
    .filter((id) => loopsAlone(definition, id))
    .map((id) => ({
      id,
      message: `The dialog can go round at “${id}” without asking anything`,
      advice: 'Put a question into the loop, or lead a way out of it',
    }));
  const trapped = [...found]
    .filter((id) => !ending.has(id) && !loops.some((loop) => loop.id === id))
    .map((id) => ({
      id,
      message: `From “${id}” no way leads to an end`,
      advice: 'Lead some way to an <end> or a <transfer>',
    }));
  return [...loops, ...trapped].flatMap(({ id, message, advice }) => {
    const node = definition.nodes.get(id);
    // A way to an unknown node is another rule's business.
    return node && !successors(node).some(({ to }) => !definition.nodes.has(to))
      ? [error('script/endless-loop', node.idAt, message, advice)]
      : [];
  });
};

function loopsAlone(definition: Definition, start: string): boolean {
  const seen = new Set<string>();
  const waiting = [start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = definition.nodes.get(id);
    if (!node || node.kind === 'question' || node.kind === 'retry') continue;
    for (const { to } of successors(node)) {
      if (to === start) return true;
      if (!seen.has(to)) {
        seen.add(to);
        waiting.push(to);
      }
    }
  }
  return false;
}

function canEnd(definition: Definition): ReadonlySet<string> {
  const ending = new Set(
    [...definition.nodes.values()].filter(({ kind }) => kind === 'end' || kind === 'transfer').map(({ id }) => id),
  );
  const before = new Map<string, string[]>();
  for (const node of definition.nodes.values())
    for (const { to } of successors(node)) before.set(to, [...(before.get(to) ?? []), node.id]);
  const waiting = [...ending];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const previous of before.get(id) ?? []) {
      if (ending.has(previous)) continue;
      ending.add(previous);
      waiting.push(previous);
    }
  }
  return ending;
}
