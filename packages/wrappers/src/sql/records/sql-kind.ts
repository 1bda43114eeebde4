import { CarusoError } from '@caruso/core-service-manager/contract';
import { wrongRequest } from '@caruso/core-service-manager/wrapper-kit';
import type { Shape } from '@caruso/core-service-manager/wrapper-kit';
import type { ColumnType, RecordKind } from '@caruso/storage-manager/contract';
import type { Database, ResultTable, Statement } from '../databases/database.js';
import { quoteName } from '../statements/call-routine.js';
import type { SqlRecordSettings } from './record-settings.js';

export interface SqlColumn {
  readonly name: string;
  readonly quoted: string;
  readonly type: ColumnType;
  readonly shape: Shape;
}

/** A table or view whose rows are records. */
export interface SqlKind {
  readonly system: string;
  readonly name: string;
  readonly engine: Database['engine'];
  readonly quoted: string;
  readonly record: RecordKind;
  readonly columns: readonly SqlColumn[];
  /** Throws `invalid` naming the column: only known names reach SQL. */
  column(name: string): SqlColumn;
}

const shapes: Readonly<Record<ColumnType, Shape>> = {
  text: 'text',
  integer: 'integer',
  bigint: 'text',
  decimal: 'decimal',
  real: 'number',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'instant',
  json: 'json',
};

/** Asks for the columns of a table or view; without a schema in its name it is looked for where the account stands. */
export function columnsQuery(table: string, engine: Database['engine']): Statement {
  const [name = '', schema = ''] = table.split('.').toReversed();
  const type = engine === 'postgres' ? 'data_type' : 'column_type';
  const [n, s] = engine === 'postgres' ? ['$1', '$2'] : ['?', '?'];
  const here = engine === 'postgres' ? 'current_schema()' : 'database()';
  return {
    sql: `SELECT column_name, ${type}, is_nullable, numeric_precision, numeric_scale FROM information_schema.columns
      WHERE table_name = ${n} AND table_schema = COALESCE(NULLIF(${s}, ''), ${here}) ORDER BY ordinal_position`,
    parameters: [name, schema],
  };
}

/** Throws `invalid` when the database has no such table, or not its key. */
export function sqlKind(
  system: string,
  name: string,
  settings: SqlRecordSettings,
  engine: Database['engine'],
  found: ResultTable | undefined,
): SqlKind {
  const table = settings.table ?? name;
  const defined = (found?.rows ?? []).map((row) => columnOf(row));
  if (defined.length === 0)
    throw new CarusoError(
      'invalid',
      `records.${name}: the database has no table or view ${table}, or the account may not see it`,
    );
  const missing = settings.key.filter((key) => !defined.some((column) => column.name === key));
  if (missing.length > 0)
    throw new CarusoError('invalid', `records.${name}.key: ${table} has no column ${missing.join(', ')}`);
  const columns = new Map(
    defined.map((column) => [
      column.name,
      {
        name: column.name,
        quoted: quoteName(column.name.replaceAll('.', ''), engine),
        type: column.type,
        shape: shapes[column.type],
      },
    ]),
  );
  const can = (what: 'insert' | 'update' | 'delete'): boolean =>
    settings.key.length > 0 && settings.writable.includes(what);
  return {
    system,
    name,
    engine,
    quoted: quoteName(table, engine),
    record: {
      name,
      columns: defined,
      key: settings.key,
      can: { insert: can('insert'), update: can('update'), delete: can('delete') },
    },
    columns: [...columns.values()],
    column(asked) {
      const column = columns.get(asked);
      if (column) return column;
      throw wrongRequest(system, `${name} has no column ${JSON.stringify(asked)}`);
    },
  };
}

function columnOf([name, type, nullable, precision, scale]: readonly unknown[]): RecordKind['columns'][number] {
  const column = { name: String(name), type: columnType(String(type)), nullable: nullable === 'YES' };
  return column.type === 'decimal' && precision !== null
    ? { ...column, precision: Number(precision), scale: Number(scale ?? 0) }
    : column;
}

/** As information_schema prints types: PostgreSQL's data_type, MariaDB's column_type. */
function columnType(type: string): ColumnType {
  if (/^(tinyint\(1\)|boolean)/.test(type)) return 'boolean';
  if (type.startsWith('bigint')) return 'bigint';
  if (/^(smallint|integer|int|mediumint|tinyint|year)/.test(type)) return 'integer';
  if (/^(numeric|decimal)/.test(type)) return 'decimal';
  if (/^(real|double|float)/.test(type)) return 'real';
  if (type === 'date') return 'date';
  if (/^(timestamp|datetime)/.test(type)) return 'timestamp';
  return type.startsWith('json') ? 'json' : 'text';
}
