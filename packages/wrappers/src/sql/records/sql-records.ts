import { CarusoError, asCarusoError } from '@caruso/core-service-manager/contract';
import type { ImplementationOf } from '@caruso/core-service-manager/contract';
import { wrongRequest } from '@caruso/core-service-manager/wrapper-kit';
import type { Condition, RecordStore, Row, Value } from '@caruso/storage-manager/contract';
import type { Database, ResultTable, Statement } from '../databases/database.js';
import type { SqlAccess } from '../operations/sql-access.js';
import { fromDatabase } from '../values/database-value.js';
import type { SqlRecordSettings } from './record-settings.js';
import { compileCondition, createBindings } from './sql-condition.js';
import type { Bindings } from './sql-condition.js';
import { columnsQuery, sqlKind } from './sql-kind.js';
import type { SqlKind } from './sql-kind.js';

/** Tables and views of the database as records: business objects can be mapped to them. */
export function createSqlRecords(
  system: string,
  settings: Readonly<Record<string, SqlRecordSettings>>,
  engine: Database['engine'],
  access: SqlAccess,
): ImplementationOf<RecordStore> {
  const kinds = new Map<string, Promise<SqlKind>>();

  const read = async (name: string, statement: Statement): Promise<ResultTable | undefined> =>
    (await access.run(name, { statements: [statement], access: 'read', transaction: true }, true)).at(-1);
  const write = (name: string, statements: readonly Statement[]): Promise<readonly ResultTable[]> =>
    access.run(name, { statements, access: 'write', transaction: true }, false);

  function kindOf(name: string): Promise<SqlKind> {
    const given = settings[name];
    if (given === undefined) {
      const there = Object.keys(settings).join(', ');
      return Promise.reject(wrongRequest(system, `${system} has no records ${name}; it has ${there}`));
    }
    const known = kinds.get(name);
    if (known) return known;
    const asking = read(`columns of ${name}`, columnsQuery(given.table ?? name, engine)).then((found) =>
      sqlKind(system, name, given, engine, found),
    );
    kinds.set(name, asking);
    asking.catch(() => kinds.delete(name));
    return asking;
  }

  async function oneRow(kind: SqlKind, results: readonly ResultTable[]): Promise<Row> {
    return (
      rowsOf(
        kind,
        kind.columns.map(({ name }) => name),
        results.at(-1),
      )[0] ?? {}
    );
  }

  return {
    kinds: async () => Promise.all(Object.keys(settings).map(async (name) => (await kindOf(name)).record)),
    async select({ kind: name, columns: asked, where, orderBy, limit, offset }) {
      const kind = await kindOf(name);
      const columns = asked ?? kind.columns.map((column) => column.name);
      const bindings = createBindings(kind);
      const list = columns.map((column) => kind.column(column).quoted).join(', ') || '1';
      // Nulls come first in ascending order, as in every store; MariaDB does so by itself.
      const nulls = {
        asc: engine === 'postgres' ? ' NULLS FIRST' : '',
        desc: engine === 'postgres' ? ' NULLS LAST' : '',
      };
      const order = orderBy.map(
        ({ column, direction }) => `${kind.column(column).quoted} ${direction}${nulls[direction]}`,
      );
      const sql = [
        `SELECT ${list} FROM ${kind.quoted}`,
        ...(where === undefined ? [] : [`WHERE ${compileCondition(where, kind, bindings)}`]),
        ...(order.length === 0 ? [] : [`ORDER BY ${order.join(', ')}`]),
        `LIMIT ${Math.trunc(limit)} OFFSET ${Math.trunc(offset)}`,
      ].join(' ');
      return rowsOf(kind, columns, await read(`select ${name}`, { sql, parameters: bindings.parameters }));
    },
    async count({ kind: name, where }) {
      const kind = await kindOf(name);
      const bindings = createBindings(kind);
      const filter = where === undefined ? '' : ` WHERE ${compileCondition(where, kind, bindings)}`;
      const sql = `SELECT COUNT(*) FROM ${kind.quoted}${filter}`;
      return Number((await read(`count ${name}`, { sql, parameters: bindings.parameters }))?.rows[0]?.[0] ?? 0);
    },
    async insert({ kind: name, row }) {
      const kind = await kindOf(name);
      allowed(kind, 'insert');
      const bindings = createBindings(kind);
      const columns = Object.keys(row).map((column) => kind.column(column));
      const values = columns.map((column) => bindings.add(row[column.name], column));
      const list = kind.columns.map(({ quoted }) => quoted).join(', ');
      const sql = `INSERT INTO ${kind.quoted} (${columns.map(({ quoted }) => quoted).join(', ')}) VALUES (${values.join(', ')}) RETURNING ${list}`;
      return oneRow(kind, await write(`insert ${name}`, [{ sql, parameters: bindings.parameters }]));
    },
    async update({ kind: name, key, set, expected }) {
      const kind = await kindOf(name);
      allowed(kind, 'update');
      const bindings = createBindings(kind);
      const assignments = Object.entries(set).map(([column, value]) => {
        const named = kind.column(column);
        return `${named.quoted} = ${bindings.add(value, named)}`;
      });
      if (assignments.length === 0) throw wrongRequest(system, `An update of ${name} must set something`);
      const filter = conditions(kind, { ...expected, ...keyOf(kind, key) }, bindings);
      const sql = `UPDATE ${kind.quoted} SET ${assignments.join(', ')} WHERE ${filter}`;
      const moved = Object.fromEntries(kind.record.key.map((column) => [column, set[column] ?? key[column] ?? null]));
      const statements = [{ sql, parameters: bindings.parameters }, byKey(kind, moved)];
      const results = await notStale(() => write(`update ${name}`, statements));
      if (results[0]?.affected === 0) throw await unmet(kind, key);
      return oneRow(kind, results);
    },
    async remove({ kind: name, key, expected }) {
      const kind = await kindOf(name);
      allowed(kind, 'delete');
      const bindings = createBindings(kind);
      const filter = conditions(kind, { ...expected, ...keyOf(kind, key) }, bindings);
      const sql = `DELETE FROM ${kind.quoted} WHERE ${filter}`;
      const [done] = await notStale(() => write(`delete ${name}`, [{ sql, parameters: bindings.parameters }]));
      if (done?.affected === 0) throw await unmet(kind, key);
      return { removed: true };
    },
  };

  async function unmet(kind: SqlKind, key: Row): Promise<CarusoError> {
    const there = (await read(`select ${kind.name}`, byKey(kind, key)))?.rows.length === 1;
    if (there)
      return wrongRequest(system, `Somebody else has changed this ${kind.name} in ${system}`, undefined, 'conflict');
    return wrongRequest(system, `${system} has no such ${kind.name}`, undefined, 'not-found');
  }
}

/** A conflict that the database itself reports is about keys, not about `expected`. */
async function notStale<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (thrown) {
    const error = asCarusoError(thrown);
    if (error.code !== 'conflict') throw error;
    throw new CarusoError('conflict', error.message, { ...error.details, stale: false }, { cause: error });
  }
}

function allowed(kind: SqlKind, what: 'insert' | 'update' | 'delete'): void {
  if (!kind.record.can[what])
    throw wrongRequest(kind.system, `Records ${kind.name} of ${kind.system} do not take: ${what}`);
}

function keyOf(kind: SqlKind, key: Row): Row {
  const missing = kind.record.key.filter((column) => (key[column] ?? null) === null);
  if (missing.length > 0) throw wrongRequest(kind.system, `The key of ${kind.name} lacks ${missing.join(', ')}`);
  return Object.fromEntries(kind.record.key.map((column) => [column, key[column] ?? null]));
}

function conditions(kind: SqlKind, values: Row, bindings: Bindings): string {
  const all = Object.entries(values).map(([column, value]): Condition => {
    return value === null ? { column, op: 'is-null' } : { column, op: '=', value: scalar(value) };
  });
  return compileCondition({ all }, kind, bindings);
}

function scalar(value: Value): string | number | boolean {
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

function byKey(kind: SqlKind, key: Row): Statement {
  const bindings = createBindings(kind);
  const list = kind.columns.map(({ quoted }) => quoted).join(', ');
  const filter = conditions(kind, keyOf(kind, key), bindings);
  return { sql: `SELECT ${list} FROM ${kind.quoted} WHERE ${filter}`, parameters: bindings.parameters };
}

function rowsOf(kind: SqlKind, columns: readonly string[], found: ResultTable | undefined): Row[] {
  return (found?.rows ?? []).map((row) =>
    Object.fromEntries(
      columns.map((name, index) => [name, fromDatabase(row[index], kind.column(name).shape) as Value]),
    ),
  );
}
