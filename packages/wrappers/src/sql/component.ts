import 'reflect-metadata';
import { createRequire } from 'node:module';
import { CarusoError, asCarusoError, defineComponent, provide } from '@caruso/core-service-manager/contract';
import type { CallContext, Contract, ImplementationOf } from '@caruso/core-service-manager/contract';
import { describedContract, noSecrets, openSecrets, openSystem } from '@caruso/core-service-manager/wrapper-kit';
import { recordStore } from '@caruso/storage-manager/contract';
import { engineOf, openDatabase } from './databases/open-database.js';
import { shapeAnswer } from './operations/shape-answer.js';
import { createSqlAccess } from './operations/sql-access.js';
import { sqlOperation } from './operations/sql-operation.js';
import type { SqlOperation } from './operations/sql-operation.js';
import { createSqlRecords } from './records/sql-records.js';
import { accessOf, sqlSettingsSchema } from './settings.js';
import type { SqlSettings } from './settings.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { readonly version: string };

function contractOf({ contract, operations }: SqlSettings): Contract | undefined {
  if (contract === undefined) return undefined;
  const described = Object.fromEntries(
    Object.entries(operations).map(([name, given]) => [
      name,
      { ...given, idempotent: given.idempotent ?? accessOf(given) === 'read' },
    ]),
  );
  return describedContract(contract, described);
}

/** Throws `invalid` with all mistakes at once. */
function operationsOf({ url, operations }: SqlSettings): ReadonlyMap<string, SqlOperation> {
  const problems: string[] = [];
  const made = new Map<string, SqlOperation>();
  for (const [name, given] of Object.entries(operations)) {
    try {
      made.set(name, sqlOperation(name, given, engineOf(url)));
    } catch (thrown) {
      problems.push(asCarusoError(thrown).message);
    }
  }
  if (problems.length > 0) throw new CarusoError('invalid', problems.join('\n'), { problems });
  return made;
}

export default defineComponent({
  name: 'sql',
  version,
  summary: 'Queries, stored procedures and tables of a legacy database (PostgreSQL, MariaDB) as services',
  provides: [],
  needs: [],
  settings: sqlSettingsSchema,
  async configure({ settings, name }) {
    operationsOf(settings);
    const contract = contractOf(settings);
    const records = Object.keys(settings.records).length > 0 ? [recordStore(name)] : [];
    return {
      provides: [...(contract ? [contract] : []), ...records],
      summary: settings.contract?.summary || `Database ${name}`,
    };
  },
  async start({ settings, name, appDir, log }) {
    const operations = operationsOf(settings);
    const secrets = settings.traffic?.mode === 'replay' ? noSecrets : openSecrets(appDir);
    const system = openSystem({ name, access: settings, appDir, log, secrets });
    const access = createSqlAccess(system, await openDatabase(settings, secrets));
    let mistakes: readonly string[] = [];

    async function checkAll(): Promise<void> {
      if (settings.traffic?.mode === 'replay') return;
      const outcomes = await Promise.allSettled([...operations.values()].map((operation) => access.check(operation)));
      const errors = outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' ? [asCarusoError(outcome.reason)] : [],
      );
      mistakes = errors.filter(({ code }) => code === 'invalid').map(({ message }) => message);
      const away = errors.find(({ code }) => code === 'unavailable');
      if (away) log.warn({ system: name }, `${away.message}; operations are checked when it is there`);
    }

    async function call(operation: SqlOperation, inputs: unknown, { signal }: CallContext): Promise<unknown> {
      if (settings.traffic?.mode !== 'replay') await access.check(operation);
      const work = operation.work((inputs ?? {}) as Readonly<Record<string, unknown>>);
      const repeatable = operation.settings.idempotent ?? operation.access === 'read';
      const results = await access.run(operation.name, work, repeatable, signal);
      return shapeAnswer(name, operation.name, operation.settings, operation.answer(results));
    }

    await checkAll();
    if (mistakes.length > 0) {
      await access.close();
      throw new CarusoError('invalid', mistakes.join('\n'), { problems: mistakes });
    }
    const contract = contractOf(settings);
    const implementation = Object.fromEntries(
      [...operations].map(([member, operation]) => [
        member,
        (inputs: unknown, context: CallContext) => call(operation, inputs, context),
      ]),
    ) as ImplementationOf<Contract>;
    const records =
      Object.keys(settings.records).length > 0
        ? [provide(recordStore(name), createSqlRecords(name, settings.records, engineOf(settings.url), access))]
        : [];
    return {
      provisions: [...(contract ? [provide(contract, implementation)] : []), ...records],
      async health() {
        return system.health();
      },
      stop: () => access.close(),
    };
  },
});
