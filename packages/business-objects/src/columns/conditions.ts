import type { Condition } from '@caruso/storage-manager/contract';
import type { Attribute } from '../model/class-model.js';
import type { Comparison } from '../rights/row-rule.js';
import { isTextColumn, toComparand } from './column-values.js';

/** `true` is every row, `false` none: they never reach a database. */
export type RowFilter = Condition | boolean;

export function allOf(filters: readonly RowFilter[]): RowFilter {
  if (filters.includes(false)) return false;
  const conditions = filters.filter((filter) => filter !== true) as readonly Condition[];
  return conditions.length === 0 ? true : conditions.length === 1 ? (conditions[0] ?? true) : { all: conditions };
}

export function anyOf(filters: readonly RowFilter[]): RowFilter {
  if (filters.includes(true)) return true;
  const conditions = filters.filter((filter) => filter !== false) as readonly Condition[];
  return conditions.length === 0 ? false : conditions.length === 1 ? (conditions[0] ?? false) : { any: conditions };
}

export function negated(filter: RowFilter): RowFilter {
  return typeof filter === 'boolean' ? !filter : { not: filter };
}

function columnOf(attribute: Attribute): string {
  if (attribute.column === null) throw new Error(`${attribute.name} is derived and has no column`);
  return attribute.column;
}

/** The attribute has no value: null, or what old tables write for it. */
export function hasNoValue(attribute: Attribute): RowFilter {
  const column = columnOf(attribute);
  const isNull: Condition = { column, op: 'is-null' };
  if (!isTextColumn(attribute)) return isNull;
  // What fromColumn reads as null must be found as null: flags of another letter, dates of zeros.
  if (attribute.flags) return { not: { column, op: 'in', values: [attribute.flags.true, attribute.flags.false] } };
  if (attribute.type === 'date') return { any: [isNull, { column, op: 'in', values: ['', '00000000'] }] };
  return { any: [isNull, { column, op: '=', value: '' }] };
}

/** A comparison of an attribute's value with a constant, as its column can answer it. A missing value compares with nothing but null. */
export function comparison(attribute: Attribute, op: Comparison, value: string | number | boolean | null): RowFilter {
  if (value === null) return op === '=' ? hasNoValue(attribute) : op === '<>' ? negated(hasNoValue(attribute)) : false;
  const comparand = toComparand(attribute, value);
  if (comparand === undefined) return false;
  const asked: Condition = { column: columnOf(attribute), op, value: comparand };
  // In text columns a blank would stand below every value, and differ from every value.
  return isTextColumn(attribute) && op !== '=' ? allOf([asked, negated(hasNoValue(attribute))]) : asked;
}

export function oneOf(attribute: Attribute, values: readonly (string | number | boolean | null)[]): RowFilter {
  const comparands = values
    .flatMap((value) => (value === null ? [] : [toComparand(attribute, value)]))
    .filter((value) => value !== undefined);
  const present: RowFilter =
    comparands.length === 0 ? false : { column: columnOf(attribute), op: 'in', values: comparands };
  return values.includes(null) ? anyOf([present, hasNoValue(attribute)]) : present;
}
