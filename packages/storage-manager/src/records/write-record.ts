import { CarusoError, asCarusoError } from '@caruso/core-service-manager/contract';
import type { ServiceOf } from '@caruso/core-service-manager/contract';
import type { RecordKind, RecordStore, Row, Value, WriteStep } from '../contract/index.js';
import { columnOf } from '../definitions/defined-table.js';
import type { DefinedTable } from '../definitions/defined-table.js';
import { toRecord } from '../values/record-value.js';
import { recordCondition } from './record-condition.js';
import { columnsOf, recordTarget } from './record-target.js';

type Records = ServiceOf<RecordStore>;

/**
 * One step on one record; returns how many it met. Throws `conflict`, with `affected` in its details as a database does, when the
 * record is not as the step expects, and `invalid` when the step is not about one record by its key.
 */
export async function writeRecord(
  records: Records,
  table: DefinedTable,
  kind: RecordKind,
  step: WriteStep,
): Promise<number> {
  const action = step.kind;
  if (table.kind === 'view' || !kind.can[action])
    throw new CarusoError('invalid', `Records of ${kind.name} cannot take: ${action}`, { table: kind.name, action });
  const values = (row: Row): Row =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, toRecord(columnOf(table, name), typeOf(kind, name), value)]),
    );
  if (step.kind === 'insert') return insert(records, kind, step.rows.map(values), step.onDuplicate ?? 'fail');

  const target = recordTarget(recordCondition(step.where, table, kind), kind);
  const stale = (cause?: unknown): CarusoError =>
    new CarusoError(
      'conflict',
      `The ${action} of ${kind.name} met no record as expected: somebody else changed it first, or it is gone`,
      { ...(cause === undefined ? {} : asCarusoError(cause).details), table: kind.name, expected: 1, affected: 0 },
      { cause },
    );
  const unmet = (cause?: unknown): number => {
    if (step.expect === undefined || step.expect === 0) return 0;
    throw stale(cause);
  };
  const seen = target.rest.length === 0 ? {} : await valuesSeen(records, kind, target);
  if (seen === undefined) return unmet();
  const expected = { ...seen, ...target.expected };
  try {
    if (step.kind === 'update') {
      await records.update({ kind: kind.name, key: target.key, set: values(step.set), expected });
      return 1;
    }
    const { removed } = await records.remove({ kind: kind.name, key: target.key, expected });
    return removed ? 1 : unmet();
  } catch (thrown) {
    const error = asCarusoError(thrown);
    if (error.code === 'not-found') return unmet(error);
    if (error.code === 'conflict' && error.details['stale'] !== false) throw stale(error);
    throw error;
  }
}

function typeOf(kind: RecordKind, name: string): RecordKind['columns'][number]['type'] {
  return kind.columns.find((column) => column.name === name)?.type ?? 'text';
}

/** What the conditions that are no values look at, as it is now, so that it must still be so at the write; undefined: they do not hold. */
async function valuesSeen(
  records: Records,
  kind: RecordKind,
  { key, expected, rest }: ReturnType<typeof recordTarget>,
): Promise<Row | undefined> {
  const columns = [...new Set(rest.flatMap(columnsOf))];
  const same = Object.entries({ ...key, ...expected }).map(([column, value]) =>
    value === null ? { column, op: 'is-null' as const } : { column, op: '=' as const, value: scalar(value) },
  );
  const [found] = await records.select({
    kind: kind.name,
    columns: [...kind.key, ...columns],
    where: { all: [...same, ...rest] },
    limit: 1,
  });
  if (found === undefined) return undefined;
  return Object.fromEntries(
    columns.filter((column) => !kind.key.includes(column)).map((column) => [column, found[column] ?? null]),
  );
}

function scalar(value: Value): string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : JSON.stringify(value);
}

async function insert(
  records: Records,
  kind: RecordKind,
  rows: readonly Row[],
  onDuplicate: 'fail' | 'ignore',
): Promise<number> {
  const [row, ...more] = rows;
  if (row === undefined) return 0;
  if (more.length > 0)
    throw new CarusoError('invalid', `Records of ${kind.name} are written one by one`, { table: kind.name });
  const given = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  try {
    await records.insert({ kind: kind.name, row: given });
    return 1;
  } catch (thrown) {
    const error = asCarusoError(thrown);
    if (error.code === 'conflict' && onDuplicate === 'ignore') return 0;
    throw error;
  }
}
