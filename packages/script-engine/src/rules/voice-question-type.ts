import { error } from './rule.js';
import type { Rule } from './rule.js';

const keyed: readonly string[] = ['integer', 'boolean', 'choice', 'phone'];

/** The telephone has ten digits and asks what they can answer. */
export const voiceQuestionType: Rule = ({ definition, nodes }) =>
  definition.channels.includes('voice')
    ? nodes.flatMap((node) => {
        if (node.kind !== 'question') return [];
        if (!keyed.includes(node.type))
          return [
            error(
              'script/voice-question-type',
              node.at,
              `The telephone cannot ask for a ${node.type}`,
              `Types it can ask: ${keyed.join(', ')}; or leave voice out of channels`,
            ),
          ];
        if (node.listed)
          return [
            error(
              'script/voice-question-type',
              node.at,
              `The telephone cannot offer a list that is read at run time`,
              'Use options with digits, or leave voice out of channels',
            ),
          ];
        return [];
      })
    : [];
