import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Condition, RecordKind, Row, Value } from '../contract/index.js';

/** The one record that the filter of a write names. */
export interface RecordTarget {
  readonly key: Row;
  /** Values that must still be true. */
  readonly expected: Row;
  /** What else must hold and cannot be said as values: to be asked before the write. */
  readonly rest: readonly Condition[];
}

/** Takes a filter apart that names one record by its key. Throws `invalid` for every other. */
export function recordTarget(where: Condition, kind: RecordKind): RecordTarget {
  const key: Record<string, Value> = {};
  const expected: Record<string, Value> = {};
  const rest: Condition[] = [];
  for (const part of conjuncts(where)) {
    const equal = equality(part);
    if (equal === undefined) rest.push(part);
    else if (kind.key.includes(equal.column) && !(equal.column in key)) key[equal.column] = equal.value;
    else if (equal.column in expected || equal.column in key) rest.push(part);
    else expected[equal.column] = equal.value;
  }
  const missing = kind.key.filter((column) => key[column] === undefined || key[column] === null);
  if (kind.key.length === 0 || missing.length > 0) {
    throw new CarusoError(
      'invalid',
      `Records of ${kind.name} are written one by one, each named by its key (${kind.key.join(', ') || 'it has none: read only'})`,
      { table: kind.name, missing },
    );
  }
  return { key, expected, rest };
}

/** The columns a condition looks at. */
export function columnsOf(condition: Condition): readonly string[] {
  if ('all' in condition) return condition.all.flatMap(columnsOf);
  if ('any' in condition) return condition.any.flatMap(columnsOf);
  return 'not' in condition ? columnsOf(condition.not) : [condition.column];
}

function conjuncts(condition: Condition): readonly Condition[] {
  return 'all' in condition ? condition.all.flatMap(conjuncts) : [condition];
}

function equality(condition: Condition): { readonly column: string; readonly value: Value } | undefined {
  if (!('column' in condition)) return undefined;
  if (condition.op === 'is-null') return { column: condition.column, value: null };
  return condition.op === '=' ? { column: condition.column, value: condition.value } : undefined;
}
