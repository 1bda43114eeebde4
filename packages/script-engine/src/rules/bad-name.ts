import { error } from './rule.js';
import type { Rule } from './rule.js';

const namePattern = /^[A-Za-z][A-Za-z0-9_]*$/;
const reserved: readonly string[] = [
  'dialog',
  'caller',
  'and',
  'or',
  'not',
  'in',
  'if',
  'then',
  'else',
  'for',
  'return',
  'some',
  'every',
  'satisfies',
  'between',
  'null',
  'true',
  'false',
  'lt',
  'le',
  'gt',
  'ge',
  'item',
];

/** Expressions call answers, data and lookups by name, so ids are names. */
export const badName: Rule = ({ definition, nodes }) => {
  const names = [
    { name: definition.id, at: definition.at },
    ...definition.data,
    ...definition.variables,
    ...nodes.map(({ id, idAt }) => ({ name: id, at: idAt })),
    ...nodes.flatMap((node) => (node.kind === 'lookup' ? [{ name: node.as, at: node.idAt }] : [])),
    ...nodes.flatMap(({ next }) => next.flatMap(({ actions }) => actions.map(({ id, at }) => ({ name: id, at })))),
  ];
  return names
    .filter(({ name }) => !namePattern.test(name) || reserved.includes(name))
    .map(({ name, at }) =>
      error(
        'script/bad-name',
        at,
        reserved.includes(name) ? `“${name}” means something else in expressions` : `“${name}” is no name`,
        'Use letters and digits, beginning with a letter',
      ),
    );
};
