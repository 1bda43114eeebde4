import type { Mark } from '../source/positions.js';
import { error } from './rule.js';
import type { Rule } from './rule.js';

/** Nodes, data, variables and lookup results share one space of names; actions and the values of options have their own. */
export const duplicateId: Rule = ({ definition, nodes }) => {
  const names = [
    ...definition.data.map(({ name, at }) => ({ name, at })),
    ...definition.variables.map(({ name, at }) => ({ name, at })),
    ...nodes.map(({ id, idAt }) => ({ name: id, at: idAt })),
    // Several lookups may fill the same name.
    ...new Map(
      nodes.flatMap((node) => (node.kind === 'lookup' ? [[node.as, { name: node.as, at: node.idAt }] as const] : [])),
    ).values(),
  ];
  const actions = nodes.flatMap(({ next }) =>
    next.flatMap((edge) => edge.actions.map(({ id, at }) => ({ name: id, at }))),
  );
  const options = nodes.flatMap((node) =>
    node.kind === 'question' ? twice(node.options.map(({ value, at }) => ({ name: value, at }))) : [],
  );
  return [...twice(names), ...twice(actions), ...options].map(({ name, at }) =>
    error('script/duplicate-id', at, `“${name}” is there already`, 'Choose another name'),
  );
};

function twice(
  entries: readonly { readonly name: string; readonly at: Mark }[],
): readonly { readonly name: string; readonly at: Mark }[] {
  const seen = new Set<string>();
  return entries.filter(({ name }) => {
    const again = seen.has(name);
    seen.add(name);
    return again;
  });
}
