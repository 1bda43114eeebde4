import type { Condition, Row, Scalar, Value } from '@caruso/storage-manager/contract';
import { Big } from 'big.js';

/** Types whose text is a number. */
export type ColumnTypes = Readonly<Record<string, string>>;

/** Whether a record meets a condition, as a database would say: comparisons with null never hold. */
export function conditionHolds(condition: Condition, row: Row, types: ColumnTypes): boolean {
  if ('all' in condition) return condition.all.every((part) => conditionHolds(part, row, types));
  if ('any' in condition) return condition.any.some((part) => conditionHolds(part, row, types));
  if ('not' in condition) return truth(condition.not, row, types) === false;
  return truth(condition, row, types) === true;
}

/** Three values, so that `not` of a comparison with null does not hold either; undefined: not known. */
function truth(condition: Condition, row: Row, types: ColumnTypes): boolean | undefined {
  if ('all' in condition) return every(condition.all.map((part) => truth(part, row, types)));
  if ('any' in condition) return negated(every(condition.any.map((part) => negated(truth(part, row, types)))));
  if ('not' in condition) return negated(truth(condition.not, row, types));
  const value = row[condition.column] ?? null;
  if (condition.op === 'is-null') return value === null;
  if (value === null) return undefined;
  const type = types[condition.column];
  if (condition.op === 'in')
    return condition.values.some((wanted) => wanted !== null && compareValues(value, wanted, type) === 0);
  if (condition.value === null) return undefined;
  if (condition.op === 'contains') return folded(value).includes(folded(condition.value));
  if (condition.op === 'starts-with') return folded(value).startsWith(folded(condition.value));
  const order = compareValues(value, condition.value, type);
  switch (condition.op) {
    case '=':
      return order === 0;
    case '<>':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Below 0, 0, above 0; decimals and bigints by their number, others by code point. */
export function compareValues(one: Value, other: Scalar | Value, type: string | undefined): number {
  if (type === 'decimal' || type === 'bigint') return compareNumbers(one, other);
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [left, right] = [text(one), text(other)];
  return left === right ? 0 : left < right ? -1 : 1;
}

function compareNumbers(one: Value, other: Value): number {
  try {
    return new Big(text(one)).cmp(new Big(text(other)));
  } catch {
    return text(one) === text(other) ? 0 : text(one) < text(other) ? -1 : 1;
  }
}

function every(parts: readonly (boolean | undefined)[]): boolean | undefined {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function folded(value: Value): string {
  return text(value).toLowerCase();
}

function text(value: Value): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
