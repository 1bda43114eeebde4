import type { Condition, Scalar } from '@caruso/storage-manager/contract';
import type { LdapColumn } from '../settings.js';
import { toAttribute } from './attribute-values.js';
import type { LdapKind } from './ldap-kind.js';

/** RFC 4515 3: a value in a filter. */
export function escapeValue(text: string): string {
  // oxlint-disable-next-line no-control-regex -- NUL is one of the characters that RFC 4515 escapes
  return text.replace(/[\u0000()*\\]/g, (character) => `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/**
 * A filter that every entry meets for which the condition holds, and perhaps more: directories compare without case, with any
 * value of an attribute, and not at all where a matching rule is missing. `conditionHolds` decides. `true`: no entry can be left out.
 */
export function conditionFilter(condition: Condition, kind: LdapKind): string | boolean {
  if ('all' in condition) return allOf(condition.all.map((part) => conditionFilter(part, kind)));
  if ('any' in condition) return anyOf(condition.any.map((part) => conditionFilter(part, kind)));
  if ('not' in condition) {
    const { not } = condition;
    // The opposite of more is less: only what the filter says exactly can be turned round.
    const exact = 'column' in not && not.op === 'is-null' && !isName(kind.column(not.column));
    return exact && 'column' in not ? present(kind.column(not.column)) : true;
  }
  const column = kind.column(condition.column);
  if (isName(column)) return true;
  if (condition.op === 'is-null') return column.type === 'text' && !column.list ? `(!${present(column)})` : true;
  if (condition.op === 'in')
    return anyOf(condition.values.map((value) => (value === null ? false : equality(column, value))));
  if (condition.value === null) return false;
  const text = String(condition.value);
  switch (condition.op) {
    case '=':
      return equality(column, condition.value);
    case 'contains':
      return text === '' ? present(column) : `(${column.attribute}=*${escapeValue(text)}*)`;
    case 'starts-with':
      return text === '' ? present(column) : `(${column.attribute}=${escapeValue(text)}*)`;
    case '>':
    case '>=':
      return ordered(column, '>=', condition.value);
    case '<':
    case '<=':
      return ordered(column, '<=', condition.value);
    case '<>':
      return present(column);
  }
}

function isName(column: LdapColumn): boolean {
  return column.attribute.toLowerCase() === 'dn';
}

function present({ attribute }: LdapColumn): string {
  return `(${attribute}=*)`;
}

function equality(column: LdapColumn, value: Scalar): string {
  // No attribute has an empty value; `(mail=)` would be an error to some servers.
  if (value === '') return '(!(objectClass=*))';
  // An instant may be written in several ways.
  if (column.type === 'timestamp') return present(column);
  return `(${column.attribute}=${escapeValue(toAttribute(value, column.type))})`;
}

/** Only time stamps surely have an ordering rule; without one a server answers nothing at all. */
function ordered(column: LdapColumn, operator: '>=' | '<=', value: Scalar): string {
  if (column.type !== 'timestamp' || !/Timestamp$/i.test(column.attribute)) return present(column);
  const time = new Date(String(value)).getTime();
  if (Number.isNaN(time)) return present(column);
  // Whole seconds outwards: stamps have no finer parts.
  const second = new Date(operator === '>=' ? Math.floor(time / 1000) * 1000 : Math.ceil(time / 1000) * 1000);
  return `(${column.attribute}${operator}${toAttribute(second.toISOString(), 'timestamp')})`;
}

export function allOf(parts: readonly (string | boolean)[]): string | boolean {
  if (parts.includes(false)) return false;
  const filters = parts.filter((part) => part !== true);
  return filters.length === 0 ? true : filters.length === 1 ? (filters[0] ?? true) : `(&${filters.join('')})`;
}

function anyOf(parts: readonly (string | boolean)[]): string | boolean {
  if (parts.includes(true)) return true;
  const filters = parts.filter((part) => part !== false);
  return filters.length === 0 ? false : filters.length === 1 ? (filters[0] ?? false) : `(|${filters.join('')})`;
}
