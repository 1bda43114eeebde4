import { asCarusoError, CarusoError } from '@caruso/core-service-manager/contract';
import type { LegacySystem } from '@caruso/core-service-manager/wrapper-kit';
import type { Database, ResultTable, Work } from '../databases/database.js';
import { isRolledBack, sqlError } from './sql-error.js';
import type { SqlOperation } from './sql-operation.js';

/** The database as a system behind the wrapper: in turn, within its time, with errors of three kinds. */
export interface SqlAccess {
  run(name: string, work: Work, repeatable: boolean, signal?: AbortSignal): Promise<readonly ResultTable[]>;
  /** Lets the server look at operations once; a mistake is `invalid` and names the operation. */
  check(operation: SqlOperation): Promise<void>;
  close(): Promise<void>;
}

export function createSqlAccess(system: LegacySystem, database: Database): SqlAccess {
  const checked = new Map<string, Promise<void>>();

  async function settled<T>(name: string, task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (thrown) {
      throw sqlError(system.name, name, thrown) ?? thrown;
    }
  }

  async function once(operation: SqlOperation): Promise<void> {
    try {
      await settled(operation.name, () => operation.check(database));
    } catch (thrown) {
      const error = asCarusoError(thrown);
      if (error.code === 'unavailable' || error.code === 'invalid') throw error;
      if (isNetwork(thrown)) throw thrown;
      throw new CarusoError('invalid', `operations.${operation.name}: ${error.message}`, error.details, {
        cause: thrown,
      });
    }
  }

  return {
    run: (name, work, repeatable, signal) =>
      system.exchange(
        {
          operation: name,
          statements: work.statements.map(({ sql, parameters }) => ({ sql, parameters: parameters.map(plain) })),
        },
        (limit) =>
          settled(name, async () => {
            try {
              return await database.run(work, limit);
            } catch (thrown) {
              if (!repeatable || !isRolledBack(thrown)) throw thrown;
              return database.run(work, limit);
            }
          }),
        signal === undefined ? {} : { signal },
      ),
    check(operation) {
      const known = checked.get(operation.name);
      if (known) return known;
      const checking = system
        .exchange({ check: operation.name }, () => once(operation).then(() => true))
        .then(
          () => undefined,
          (thrown: unknown) => {
            checked.delete(operation.name);
            throw thrown;
          },
        );
      checked.set(operation.name, checking);
      return checking;
    },
    async close() {
      await system.close();
      await database.close();
    },
  };
}

function plain(value: Work['statements'][number]['parameters'][number]) {
  return typeof value === 'bigint'
    ? value.toString()
    : (value as string | number | boolean | null | readonly (string | number | boolean | null)[]);
}

function isNetwork(thrown: unknown): boolean {
  const { code } = thrown as { code?: unknown };
  return typeof code === 'string' && /^E[A-Z_]+$/.test(code);
}
