import type { Condition, RecordKind } from '../contract/index.js';
import { columnOf } from '../definitions/defined-table.js';
import type { DefinedTable } from '../definitions/defined-table.js';
import { rejectJson } from '../statements/compile-condition.js';
import { toRecordComparand } from '../values/record-value.js';

const never: Condition = { any: [] };

/** A condition on the defined table with the values that the wrapped system compares. Throws `invalid` naming the column. */
export function recordCondition(condition: Condition, table: DefinedTable, kind: RecordKind): Condition {
  if ('all' in condition) return { all: condition.all.map((part) => recordCondition(part, table, kind)) };
  if ('any' in condition) return { any: condition.any.map((part) => recordCondition(part, table, kind)) };
  if ('not' in condition) return { not: recordCondition(condition.not, table, kind) };
  const column = columnOf(table, condition.column);
  if (condition.op === 'is-null') return condition;
  rejectJson(column);
  const type = kind.columns.find(({ name }) => name === column.name)?.type ?? column.type;
  if (condition.op === 'in') {
    const values = condition.values
      .map((value) => toRecordComparand(column, type, value))
      .filter((value) => value !== undefined);
    return values.length === 0 ? never : { ...condition, values };
  }
  if (condition.value === null) return never;
  if (condition.op === 'contains' || condition.op === 'starts-with') return condition;
  const value = toRecordComparand(column, type, condition.value);
  if (value !== undefined) return { ...condition, value };
  return condition.op === '<>' ? { not: { column: column.name, op: 'is-null' } } : never;
}
