import { selectText } from '../definition/select-text.js';
import { error } from './rule.js';
import type { Rule } from './rule.js';
import { textGroups } from './text-groups.js';

/** A text that is there in a language is there for every channel of the script, and for the first try. */
export const missingChannelText: Rule = ({ definition, nodes }) =>
  nodes
    .flatMap(textGroups)
    .flatMap(({ of, at, texts, spoken, shown }) =>
      definition.languages
        .filter((language) => texts.some((text) => text.language === language))
        .flatMap((language) =>
          definition.channels
            .filter((channel) => (channel === 'voice' ? spoken : shown) && !selectText(texts, language, channel))
            .map((channel) =>
              error(
                'script/missing-channel-text',
                at,
                `The text of ${of} in “${language}” is missing for the channel ${channel}`,
                `Add one with channel="${channel}", or one for every channel`,
              ),
            ),
        ),
    );
