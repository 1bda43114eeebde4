import { wrongRequest } from '@caruso/core-service-manager/wrapper-kit';
import type { Condition, Scalar } from '@caruso/storage-manager/contract';
import type { Parameter } from '../databases/database.js';
import { toDatabase } from '../values/database-value.js';
import type { SqlKind, SqlColumn } from './sql-kind.js';

/** Collects values while a statement is written; answers their placeholders. */
export interface Bindings {
  readonly parameters: Parameter[];
  add(value: unknown, column: SqlColumn): string;
}

export function createBindings(kind: SqlKind): Bindings {
  const parameters: Parameter[] = [];
  return {
    parameters,
    add(value, column) {
      parameters.push(toDatabase(value, column.shape, kind.engine));
      return kind.engine === 'postgres' ? `$${parameters.length}` : '?';
    },
  };
}

/** A row filter as SQL with placeholders; two-valued: `not` of a comparison with null is true. */
export function compileCondition(condition: Condition, kind: SqlKind, bindings: Bindings): string {
  if ('all' in condition) return joined(condition.all, ' AND ', '1 = 1', kind, bindings);
  if ('any' in condition) return joined(condition.any, ' OR ', '1 = 0', kind, bindings);
  if ('not' in condition) return `(${compileCondition(condition.not, kind, bindings)}) IS NOT TRUE`;
  const column = kind.column(condition.column);
  if (condition.op === 'is-null') return `${column.quoted} IS NULL`;
  if (condition.op === 'in') {
    const values = condition.values.filter((value) => value !== null);
    if (values.length === 0) return '1 = 0';
    if (isLax(column, kind) || column.type === 'timestamp')
      return `(${values.map((value) => equality(column, value, kind, bindings)).join(' OR ')})`;
    return `${column.quoted} IN (${values.map((value) => bindings.add(value, column)).join(', ')})`;
  }
  if (condition.value === null) return '1 = 0';
  if (condition.op === 'contains' || condition.op === 'starts-with')
    return textMatch(column, condition.op, condition.value, kind, bindings);
  if (column.type === 'timestamp') return instantMatch(column, condition.op, condition.value, kind, bindings);
  if (condition.op === '=') return equality(column, condition.value, kind, bindings);
  const exact = condition.op === '<>' && isLax(column, kind) ? exactly : '';
  return `${column.quoted} ${condition.op} ${bindings.add(condition.value, column)}${exact}`;
}

/** MariaDB's usual collations hold `a` and `A` for equal, so that a change of case would not be seen as a change. */
const exactly = ' COLLATE utf8mb4_bin';
const isLax = (column: SqlColumn, kind: SqlKind): boolean => kind.engine === 'mariadb' && column.type === 'text';

function equality(column: SqlColumn, value: Scalar, kind: SqlKind, bindings: Bindings): string {
  if (column.type === 'timestamp') return instantMatch(column, '=', value, kind, bindings);
  const equal = `${column.quoted} = ${bindings.add(value, column)}`;
  // The first comparison may use an index, the second is by the characters.
  return isLax(column, kind) ? `(${equal} AND ${column.quoted} = ${bindings.add(value, column)}${exactly})` : equal;
}

/** Records show instants in milliseconds; the database may keep finer parts, which nobody can name. */
function instantMatch(
  column: SqlColumn,
  op: '=' | '<>' | '<' | '<=' | '>' | '>=',
  value: Scalar,
  kind: SqlKind,
  bindings: Bindings,
): string {
  const time = new Date(String(value)).getTime();
  if (Number.isNaN(time)) throw wrongRequest(kind.system, `${kind.name}.${column.name} is an instant, not ${value}`);
  const compared = (sign: '<' | '>=', at: number): string =>
    `${column.quoted} ${sign} ${bindings.add(new Date(at).toISOString(), column)}`;
  switch (op) {
    case '=':
      return `(${compared('>=', time)} AND ${compared('<', time + 1)})`;
    case '<>':
      return `(${compared('<', time)} OR ${compared('>=', time + 1)})`;
    case '<':
    case '>=':
      return compared(op, time);
    case '<=':
      return compared('<', time + 1);
    case '>':
      return compared('>=', time + 1);
  }
}

function textMatch(
  column: SqlColumn,
  op: 'contains' | 'starts-with',
  value: Scalar,
  kind: SqlKind,
  bindings: Bindings,
): string {
  if (column.type !== 'text' || typeof value !== 'string')
    throw wrongRequest(kind.system, `${op} compares text; ${kind.name}.${column.name} is ${column.type}`);
  const escaped = value.toLowerCase().replaceAll(/[!%_]/g, '!$&');
  const pattern = bindings.add(op === 'contains' ? `%${escaped}%` : `${escaped}%`, column);
  return `LOWER(${column.quoted}) LIKE ${pattern} ESCAPE '!'`;
}

function joined(
  parts: readonly Condition[],
  operator: string,
  empty: string,
  kind: SqlKind,
  bindings: Bindings,
): string {
  if (parts.length === 0) return empty;
  return `(${parts.map((part) => `(${compileCondition(part, kind, bindings)})`).join(operator)})`;
}
