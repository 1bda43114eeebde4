import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Condition, Scalar } from '../contract/index.js';
import { columnOf } from '../definitions/defined-table.js';
import type { DefinedColumn, DefinedTable } from '../definitions/defined-table.js';
import { canonicalInput } from '../values/canonical.js';
import type { Bindings } from './bindings.js';

const always = '1 = 1';
const never = '1 = 0';
const operators = { '=': '=', '<>': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' } as const;

/** Throws `invalid`: what a json value is equal to, or comes before, differs between databases. */
export function rejectJson(column: DefinedColumn): void {
  if (column.type === 'json') {
    throw new CarusoError(
      'invalid',
      `Column ${column.table}.${column.name} is json: it can be read and asked is-null, not compared or ordered`,
      { column: column.name },
    );
  }
}

function compileIn(column: DefinedColumn, values: readonly Scalar[], bindings: Bindings): string {
  const { dialect } = bindings;
  const present = values.filter((value) => value !== null);
  if (present.length === 0) return never;
  const list = present.map((value) => {
    const bound = dialect.toComparand(column, canonicalInput(column, value), 'equality');
    return dialect.comparand(column, bindings.add(bound), 'equality');
  });
  return `${dialect.comparable(column, 'equality')} IN (${list.join(', ')})`;
}

function compileTextMatch(
  column: DefinedColumn,
  kind: 'contains' | 'starts-with',
  value: Scalar,
  bindings: Bindings,
): string {
  if (column.type !== 'text' || (value !== null && typeof value !== 'string')) {
    throw new CarusoError('invalid', `${kind} compares text; column ${column.table}.${column.name} is ${column.type}`, {
      column: column.name,
    });
  }
  if (value === null) return never;
  const { dialect } = bindings;
  return dialect.textMatch(column, kind, bindings.add(dialect.toTextPattern(value)));
}

/**
 * A row filter as SQL with parameters. Two-valued: a comparison with null is false, and `not` of it is true, so that
 * a condition and its negation together always give all rows.
 */
export function compileCondition(condition: Condition, table: DefinedTable, bindings: Bindings): string {
  if ('all' in condition) return join(condition.all, ' AND ', always, table, bindings);
  if ('any' in condition) return join(condition.any, ' OR ', never, table, bindings);
  if ('not' in condition) return `(${compileCondition(condition.not, table, bindings)}) IS NOT TRUE`;
  const column = columnOf(table, condition.column);
  const { dialect } = bindings;
  if (condition.op === 'is-null') return `${dialect.reference(column)} IS NULL`;
  rejectJson(column);
  if (condition.op === 'in') return compileIn(column, condition.values, bindings);
  if (condition.op === 'contains' || condition.op === 'starts-with')
    return compileTextMatch(column, condition.op, condition.value, bindings);
  if (condition.value === null) return never;
  const comparison = condition.op === '=' || condition.op === '<>' ? 'equality' : 'order';
  const value = dialect.toComparand(column, canonicalInput(column, condition.value), comparison);
  const placeholder = dialect.comparand(column, bindings.add(value), comparison);
  return `${dialect.comparable(column, comparison)} ${operators[condition.op]} ${placeholder}`;
}

function join(
  conditions: readonly Condition[],
  operator: string,
  empty: string,
  table: DefinedTable,
  bindings: Bindings,
): string {
  if (conditions.length === 0) return empty;
  return `(${conditions.map((condition) => `(${compileCondition(condition, table, bindings)})`).join(operator)})`;
}
