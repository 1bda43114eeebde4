import { error } from './rule.js';
import type { Rule } from './rule.js';
import { textGroups } from './text-groups.js';

/** What is said on the telephone is recorded, so no value can stand in it. */
export const voiceValues: Rule = ({ definition, nodes }) =>
  definition.channels.includes('voice')
    ? nodes
        .flatMap(textGroups)
        .filter(({ spoken }) => spoken)
        .flatMap(({ texts }) => texts)
        .filter(
          ({ channel, template }) =>
            (channel === undefined || channel === 'voice') && (template?.references.length ?? 0) > 0,
        )
        .map(({ at }) =>
          error(
            'script/voice-values',
            at,
            'A text for the telephone has a value in it, and it is recorded beforehand',
            'Say it without the value on channel="voice"',
          ),
        )
    : [];
