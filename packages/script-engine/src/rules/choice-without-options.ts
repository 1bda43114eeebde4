import { error } from './rule.js';
import type { Rule } from './rule.js';

/** A choice has something to choose from, and only a choice has. */
export const choiceWithoutOptions: Rule = ({ nodes }) =>
  nodes.flatMap((node) => {
    if (node.kind !== 'question') return [];
    const sources = node.options.length > 0 ? 1 : 0;
    const all = sources + (node.listed ? 1 : 0);
    if (node.type === 'choice' && all !== 1)
      return [
        error(
          'script/choice-without-options',
          node.idAt,
          all === 0 ? `“${node.id}” offers nothing to choose from` : `“${node.id}” has options of its own and a list`,
          'Add <option> elements, or from="…" with value="…"',
        ),
      ];
    if (node.type !== 'choice' && all > 0)
      return [
        error(
          'script/choice-without-options',
          node.idAt,
          `“${node.id}” has options and is no choice`,
          'Write type="choice", or remove them',
        ),
      ];
    return [];
  });
