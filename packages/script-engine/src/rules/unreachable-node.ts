import { error } from './rule.js';
import type { Rule } from './rule.js';
import { reachable } from './successors.js';

/** Every node can be reached from the start. */
export const unreachableNode: Rule = ({ definition }) => {
  if (!definition.nodes.has(definition.start)) return [];
  const found = reachable(definition);
  return [...definition.nodes.values()]
    .filter(({ id }) => !found.has(id))
    .map(({ id, idAt }) =>
      error(
        'script/unreachable-node',
        idAt,
        `No way leads to “${id}”`,
        'Lead a <next to="…"> here, or remove the node',
      ),
    );
};
