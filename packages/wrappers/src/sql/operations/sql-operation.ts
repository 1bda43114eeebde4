import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Shape } from '@caruso/core-service-manager/wrapper-kit';
import type { Database, ResultTable, Work } from '../databases/database.js';
import { accessOf } from '../settings.js';
import type { SqlOperationSettings } from '../settings.js';
import { bindStatement } from '../statements/bind-statement.js';
import { callFunction, callProcedure, inputsOf, outputsOf } from '../statements/call-routine.js';
import { parseStatement } from '../statements/parse-statement.js';
import { toDatabase } from '../values/database-value.js';

type Engine = Database['engine'];
type Inputs = Readonly<Record<string, unknown>>;

/** An operation of the settings, ready to run. */
export interface SqlOperation {
  readonly name: string;
  readonly settings: SqlOperationSettings;
  readonly access: 'read' | 'write';
  work(inputs: Inputs): Work;
  /** Which of the results is the answer. */
  answer(results: readonly ResultTable[]): ResultTable;
  /** Lets the server look at it; rejects with the driver's error, or `invalid`. */
  check(database: Database): Promise<void>;
}

/** Throws `invalid` for a statement that cannot be bound to the operation's inputs. */
export function sqlOperation(name: string, settings: SqlOperationSettings, engine: Engine): SqlOperation {
  const { query, procedure, function: stored, args } = settings;
  const shapes = inputShapes(name, settings);
  const access = accessOf(settings);
  const bound = (inputs: Inputs) =>
    Object.fromEntries([...shapes].map(([input, shape]) => [input, toDatabase(inputs[input], shape, engine)] as const));
  const about = { name, settings, access };
  const work = (statements: Work['statements']): Work => ({ statements, access, transaction: settings.transaction });

  if (query !== undefined) {
    const parsed = inContext(name, () => parseStatement(query, engine));
    known(name, parsed.names, shapes);
    return {
      ...about,
      work: (inputs) => work([bindStatement(parsed, engine, bound(inputs))]),
      answer: onlyResult,
      check: (database) => database.prepare(bindStatement(parsed, engine, {}).sql),
    };
  }
  known(name, inputsOf(args), shapes);
  const routine = procedure ?? stored ?? '';
  const outputs = outputsOf(args);
  return {
    ...about,
    work: (inputs) =>
      work(
        procedure === undefined
          ? [callFunction(routine, args, engine, bound(inputs))]
          : callProcedure(routine, args, engine, bound(inputs)),
      ),
    answer(results) {
      const call = results.at(-1) ?? onlyResult([]);
      // PostgreSQL names the columns as the procedure's author did; their order is that of the arguments.
      return outputs.length === 0 ? call : { ...call, columns: outputs };
    },
    check: (database) =>
      checkRoutine(database, name, routine, procedure === undefined ? 'function' : 'procedure', args.length),
  };
}

function onlyResult(results: readonly ResultTable[]): ResultTable {
  return results.at(-1) ?? { columns: [], rows: [], affected: 0 };
}

function inputShapes(name: string, { input }: SqlOperationSettings): ReadonlyMap<string, Shape> {
  if (typeof input !== 'object' || Array.isArray(input) || ('schema' in input && typeof input.schema === 'object'))
    throw new CarusoError('invalid', `operations.${name}.input: must be an object of named inputs`);
  return new Map(
    Object.entries(input as Readonly<Record<string, Shape>>).map(([key, shape]) => [key.replace(/\?$/, ''), shape]),
  );
}

function known(name: string, used: readonly string[], shapes: ReadonlyMap<string, Shape>): void {
  const missing = used.filter((input) => !shapes.has(input));
  if (missing.length === 0) return;
  const there = [...shapes.keys()].join(', ') || 'none';
  throw new CarusoError(
    'invalid',
    `operations.${name}: no input ${[...new Set(missing)].join(', ')}; inputs: ${there}`,
  );
}

function inContext<T>(name: string, task: () => T): T {
  try {
    return task();
  } catch (thrown) {
    if (!(thrown instanceof CarusoError)) throw thrown;
    throw new CarusoError(thrown.code, `operations.${name}.query: ${thrown.message}`);
  }
}

const routines = {
  // A name without schema is looked for along the search path, as CALL does. A procedure takes all arguments, out ones too.
  postgres: `SELECT max(CASE WHEN p.prokind = 'p' THEN 'procedure' ELSE 'function' END), string_agg(coalesce(array_length(p.proallargtypes, 1), p.pronargs)::text, ','), min(p.pronargs - p.pronargdefaults)
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    WHERE p.proname = $1 AND CASE WHEN $2 = '' THEN n.nspname = ANY(current_schemas(true)) ELSE n.nspname = $2 END HAVING count(*) > 0`,
  mariadb: `SELECT lower(r.routine_type), (SELECT count(*) FROM information_schema.parameters p WHERE p.specific_schema = r.routine_schema
      AND p.specific_name = r.specific_name AND p.routine_type = r.routine_type AND p.ordinal_position > 0), NULL
    FROM information_schema.routines r WHERE r.routine_name = ? AND r.routine_schema = COALESCE(NULLIF(?, ''), database())`,
} as const;

async function checkRoutine(
  database: Database,
  operation: string,
  routine: string,
  kind: 'procedure' | 'function',
  given: number,
): Promise<void> {
  const [name = '', schema = ''] = routine.split('.').toReversed();
  const [found] = await database.run({
    statements: [{ sql: routines[database.engine], parameters: [name, schema] }],
    access: 'read',
    transaction: true,
  });
  const rows = found?.rows ?? [];
  const wrong = (message: string): CarusoError =>
    new CarusoError('invalid', `operations.${operation}.${kind}: ${message}`);
  if (rows.length === 0) throw wrong(`the database has no ${kind} ${routine}, or the account may not see it`);
  const row = rows.find(([type]) => type === kind);
  if (!row) throw wrong(`${routine} is a ${String(rows[0]?.[0])}`);
  const counts = String(row[1]).split(',').map(Number);
  const least = row[2] === null ? Infinity : Number(row[2]);
  if (counts.includes(given) || (kind === 'function' && database.engine === 'postgres')) return;
  if (given >= least && given < Math.max(...counts)) return;
  throw wrong(`${routine} takes ${counts.join(' or ')} arguments; args has ${given}`);
}
