import { CarusoError } from '@caruso/core-service-manager/contract';
import type { z } from 'zod';
import type { Row, writeStepSchema } from '../contract/index.js';
import type { DefinedTable } from '../definitions/defined-table.js';
import type { Dialect } from '../engines/dialect.js';
import type { Run } from '../engines/engine.js';
import { compileSelect } from './compile-select.js';
import type { SelectQuery } from './compile-select.js';
import { compileDelete, compileInsert, compileUpdate } from './compile-write.js';
import type { InsertOptions } from './compile-write.js';
import { plainText } from '../values/plain-text.js';

export type ParsedStep = z.output<typeof writeStepSchema>;
type Changed<S> = S extends { table: string } ? Omit<S, 'table'> : never;

/** Statements against defined tables, all on one connection. */
export interface Session {
  readonly run: Run;
  select(table: DefinedTable, query: SelectQuery): Promise<Row[]>;
  /** Returns the number of rows changed. Rejects with `conflict` when `expect` is not met or a key exists. */
  apply(table: DefinedTable, step: Changed<ParsedStep>): Promise<number>;
  /** Inserts and returns one column of the new rows, in their order. */
  insert(
    table: DefinedTable,
    rows: readonly Row[],
    options: InsertOptions,
  ): Promise<{ readonly affected: number; readonly returned: readonly unknown[] }>;
}

/** A duplicate, with the table and the key in its message. */
function namingKey(thrown: unknown, table: DefinedTable, row: Row | undefined): unknown {
  if (!(thrown instanceof CarusoError) || thrown.code !== 'conflict' || !Array.isArray(thrown.details['columns']))
    return thrown;
  const columns = thrown.details['columns'].map(String);
  const known = row && columns.every((name) => name in row);
  const values = known
    ? columns.map((name) => plainText(row[name])).join(', ')
    : plainText(thrown.details['values'] ?? '');
  const key = columns.length === 0 ? 'the same key' : `${columns.join(', ')}${values === '' ? '' : ` = ${values}`}`;
  return new CarusoError(
    'conflict',
    `${table.name} already has a row with ${key}`,
    { table: table.name, columns, values },
    { cause: thrown },
  );
}

export function createSession(run: Run, dialect: Dialect): Session {
  const insert: Session['insert'] = async (table, rows, options) => {
    const statements = compileInsert(table, rows, options, dialect);
    const returned: unknown[] = [];
    let affected = 0;
    for (const [index, statement] of statements.entries()) {
      try {
        const result = await run(statement);
        affected += result.affected;
        if (options.returning !== undefined) for (const row of result.rows) returned.push(row[options.returning]);
      } catch (thrown) {
        throw namingKey(thrown, table, statements.length === rows.length ? rows[index] : undefined);
      }
    }
    return { affected, returned };
  };

  return {
    run,
    insert,
    async select(table, query) {
      const select = compileSelect(table, query, dialect);
      return select.rows(await run(select));
    },
    async apply(table, step) {
      if (step.kind === 'insert') return (await insert(table, step.rows, { onDuplicate: step.onDuplicate })).affected;
      const statement =
        step.kind === 'update'
          ? compileUpdate(table, step.set, step.where, dialect)
          : compileDelete(table, step.where, dialect);
      const { affected } = await run(statement);
      if (step.expect !== undefined && affected !== step.expect) {
        const message = `The ${step.kind} of ${table.name} met ${affected} rows instead of ${step.expect}: somebody else changed it first, or it is gone`;
        throw new CarusoError('conflict', message, { table: table.name, expected: step.expect, affected });
      }
      return affected;
    },
  };
}
