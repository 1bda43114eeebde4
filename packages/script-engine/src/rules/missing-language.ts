import { error } from './rule.js';
import type { Rule } from './rule.js';
import { textGroups } from './text-groups.js';

/** Every text is there in every language of the script, and in no other. */
export const missingLanguage: Rule = ({ definition, nodes }) => {
  const { languages } = definition;
  const groups = nodes.flatMap(textGroups);
  const texts = groups.flatMap(({ of, at, texts: said }) =>
    languages
      .filter((language) => !said.some((text) => text.language === language))
      .map((language) =>
        error(
          'script/missing-language',
          at,
          `The text of ${of} is missing in “${language}”`,
          `Add the element with lang="${language}"`,
        ),
      ),
  );
  const strangers = groups.flatMap(({ texts: said }) =>
    said
      .filter(({ language }) => !languages.includes(language))
      .map(({ language, at }) =>
        error(
          'script/missing-language',
          at,
          `“${language}” is no language of this script`,
          `Add it to languages="${languages.join(' ')}", or correct lang`,
        ),
      ),
  );
  const actions = nodes.flatMap(({ next }) => next.flatMap((edge) => edge.actions));
  const titles = [
    { of: 'the script', at: definition.at, title: definition.title },
    ...actions.map(({ id, at, title }) => ({ of: `action “${id}”`, at, title })),
  ].flatMap(({ of, at, title }) =>
    languages
      .filter((language) => !title[language])
      .map((language) =>
        error(
          'script/missing-language',
          at,
          `The title of ${of} is missing in “${language}”`,
          `Add <title lang="${language}">`,
        ),
      ),
  );
  return [...texts, ...strangers, ...titles];
};
