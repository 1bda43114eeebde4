import { error } from './rule.js';
import type { Rule } from './rule.js';

/** Type errors, unknown names, classes and relations, numbers and lookups that cannot be read: noted while the table was made. */
export const expressions: Rule = ({ problems }) =>
  problems.map(({ rule, at, message, advice }) => error(rule, at, message, advice));
