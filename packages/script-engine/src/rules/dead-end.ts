import { error } from './rule.js';
import type { Rule, RuleFinding } from './rule.js';

/** The last edge of a node, and only the last, has no condition: so there is always a way on. */
export const deadEnd: Rule = ({ nodes }) =>
  nodes.flatMap((node): RuleFinding[] => {
    if (node.next.length === 0) return [];
    const first = node.next.findIndex(({ when }) => !when);
    const last = node.next.at(-1);
    if (first < 0 && last)
      return [
        error(
          'script/dead-end',
          last.at,
          `When no condition holds, nothing follows “${node.id}”`,
          'Add a last <next to="…"> without when',
        ),
      ];
    return node.next
      .slice(first + 1)
      .map(({ at }) =>
        error(
          'script/dead-end',
          at,
          `This way from “${node.id}” is never taken: the one before it has no condition`,
          'Put it before, or remove it',
        ),
      );
  });
