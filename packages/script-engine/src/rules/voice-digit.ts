import { error } from './rule.js';
import type { Rule } from './rule.js';

/** On the telephone every option has a digit of its own. */
export const voiceDigit: Rule = ({ definition, nodes }) =>
  definition.channels.includes('voice')
    ? nodes.flatMap((node) => {
        if (node.kind !== 'question') return [];
        return node.options.flatMap((option, index) => {
          if (!option.digit || !/^\d{1,2}$/.test(option.digit))
            return [
              error(
                'script/voice-digit',
                option.at,
                `The option “${option.value}” has no digit for the telephone`,
                'Add digit="1" (one or two digits)',
              ),
            ];
          const twin = node.options.slice(0, index).find(({ digit }) => digit === option.digit);
          return twin
            ? [
                error(
                  'script/voice-digit',
                  option.at,
                  `“${option.value}” and “${twin.value}” have the same digit`,
                  'Give each its own',
                ),
              ]
            : [];
        });
      })
    : [];
