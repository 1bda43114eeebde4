import { warning } from './rule.js';
import type { Rule } from './rule.js';

/** Data that nobody asks for is read in vain. `customer` is not: it says whom the dialog is about. */
export const unusedData: Rule = ({ definition, uses }) => {
  const used = new Set(uses.flatMap(({ names }) => names));
  return [...definition.data, ...definition.variables]
    .filter(
      ({ name }) => !used.has(name) && !(name === 'customer' && definition.data.some((entry) => entry.name === name)),
    )
    .map(({ name, at }) => warning('script/unused-data', at, `“${name}” is used nowhere`, 'Remove it'));
};
