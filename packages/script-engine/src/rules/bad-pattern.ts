import { error } from './rule.js';
import type { Rule } from './rule.js';

/** A pattern can be read, and cannot take endless time. */
export const badPattern: Rule = ({ nodes }) =>
  nodes.flatMap((node) =>
    node.kind === 'question' && node.pattern?.problem
      ? [
          error(
            'script/bad-pattern',
            node.pattern.at,
            node.pattern.problem,
            'Write a simpler one, e.g. [0-9]{4}-[0-9]{3}',
          ),
        ]
      : [],
  );
