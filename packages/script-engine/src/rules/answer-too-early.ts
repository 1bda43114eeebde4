import { knownAnswers } from './known-answers.js';
import { error, warning } from './rule.js';
import type { Rule } from './rule.js';

/**
 * An answer is not used where it cannot exist yet. Where it only may be missing, texts and tests get a warning; conditions of edges
 * and arguments do not, since there a missing answer is null, and null is often what they ask for.
 */
export const answerTooEarly: Rule = ({ definition, uses }) => {
  const { possible, certain } = knownAnswers(definition);
  const names = new Set(
    [...definition.nodes.values()].flatMap((node) =>
      node.kind === 'question' ? [node.id] : node.kind === 'lookup' ? [node.as] : [],
    ),
  );
  return uses.flatMap((use) => {
    const node = use.node === null ? undefined : definition.nodes.get(use.node);
    if (!node || !possible.has(node.id)) return [];
    const own =
      node.kind === 'lookup' ? (use.place === 'constraint' ? [] : [node.as]) : use.afterAnswer ? [node.id] : [];
    return use.names
      .filter((name) => names.has(name) && !own.includes(name))
      .flatMap((name) => {
        if (!possible.get(node.id)?.has(name))
          return [
            error(
              'script/answer-too-early',
              use.at,
              `“${name}” is not known yet at “${node.id}”`,
              'Ask or look it up before, or move this',
            ),
          ];
        const careless = use.place === 'text' || use.place === 'constraint' || use.place === 'options';
        if (careless && !certain.get(node.id)?.has(name))
          return [
            warning(
              'script/answer-too-early',
              use.at,
              `“${name}” may not be known at “${node.id}”: not every way asks it`,
              'Give it another way here, or write what holds when it is null',
            ),
          ];
        return [];
      });
  });
};
