import { error } from './rule.js';
import type { Rule } from './rule.js';
import { successors } from './successors.js';

/** Every way leads to a node of the script; a retry to a question. */
export const unknownNode: Rule = ({ definition, nodes }) => {
  const advice = `Nodes are: ${[...definition.nodes.keys()].slice(0, 30).join(', ')}`;
  const start = definition.nodes.has(definition.start)
    ? []
    : [
        error(
          'script/unknown-node',
          definition.startAt,
          `The script starts at “${definition.start}”, and there is no such node`,
          advice,
        ),
      ];
  const ways = nodes.flatMap((node) =>
    successors(node)
      .filter(({ to }) => !definition.nodes.has(to))
      .map(({ to, at }) => error('script/unknown-node', at, `There is no node “${to}”`, advice)),
  );
  const retries = nodes.flatMap((node) => {
    if (node.kind !== 'retry') return [];
    const target = definition.nodes.get(node.question);
    return target && target.kind !== 'question'
      ? [
          error(
            'script/unknown-node',
            node.questionAt,
            `“${node.question}” is no question`,
            'A retry sends back to a question',
          ),
        ]
      : [];
  });
  return [...start, ...ways, ...retries];
};
