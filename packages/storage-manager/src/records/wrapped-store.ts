import { CarusoError, asCarusoError } from '@caruso/core-service-manager/contract';
import type { ServiceInfo, ServiceOf } from '@caruso/core-service-manager/contract';
import type { RecordKind, RecordStore, Row, Storage, StoreInfo } from '../contract/index.js';
import { columnOf, defineTable } from '../definitions/defined-table.js';
import type { DefinedTable } from '../definitions/defined-table.js';
import { fromRecord } from '../values/record-value.js';
import { recordCondition } from './record-condition.js';
import { writeRecord } from './write-record.js';

type StorageService = ServiceOf<typeof Storage>;
type Input<K extends keyof StorageService> = Parameters<StorageService[K]>[0];

export interface WrappedStoreOptions {
  /** As models name it. */
  readonly name: string;
  /** Instance that provides `recordStore(wrapper)`. */
  readonly wrapper: string;
  readonly records: ServiceOf<RecordStore>;
  /** All providers that are known now. */
  readonly services: () => Promise<readonly ServiceInfo[]>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** For how long a description of the records is taken for true: a wrapper may be replaced by one with other kinds. */
const describedForMs = 10_000;

/** The records of a wrapped system as a store: frozen, without transactions, down while nobody provides it. */
export interface WrappedStore {
  readonly name: string;
  info(): Promise<StoreInfo>;
  /** Why the last question got no answer; undefined when it got one. Asks nobody. */
  problem(): string | undefined;
  define(input: Input<'define'>): Promise<void>;
  columns(table: string): Promise<RecordKind['columns'] | null>;
  select(input: Input<'select'>): Promise<Row[]>;
  count(input: Input<'count'>): Promise<number>;
  write(input: Input<'write'>): Promise<number[]>;
}

export function createWrappedStore({ name, wrapper, records, services, now }: WrappedStoreOptions): WrappedStore {
  const defined = new Map<string, DefinedTable>();
  let described: { readonly kinds: readonly RecordKind[]; readonly at: number } | undefined;
  let problem: string | undefined;
  const label = `Store ${name} (wrapper ${wrapper})`;

  async function ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      const answer = await question();
      problem = undefined;
      return answer;
    } catch (thrown) {
      const error = asCarusoError(thrown);
      const away = error.code === 'no-provider' || error.code === 'unavailable' || error.code === 'deadline';
      const details = { ...error.details, store: name };
      if (!away) throw new CarusoError(error.code, error.message, details, { cause: error });
      problem = `${label} does not answer: ${error.message}`;
      // Its provider has a circuit breaker of its own: that of the stores together must not open for one of them.
      throw new CarusoError('unavailable', problem, { ...details, behind: true }, { cause: error });
    }
  }

  async function kindOf(table: string): Promise<RecordKind | undefined> {
    const known = described !== undefined && now() - described.at < describedForMs ? described.kinds : undefined;
    const found = known?.find((kind) => kind.name === table);
    if (found) return found;
    described = { kinds: await ask(() => records.kinds({})), at: now() };
    return described.kinds.find((kind) => kind.name === table);
  }

  async function opened(name_: string): Promise<{ readonly table: DefinedTable; readonly kind: RecordKind }> {
    const table = defined.get(name_);
    if (!table)
      throw new CarusoError('invalid', `Table ${name_} is not defined in store ${name}`, { store: name, table: name_ });
    const kind = await kindOf(name_);
    if (kind) return { table, kind };
    throw new CarusoError('invalid', `${label} has no records ${name_}`, { store: name, table: name_ });
  }

  return {
    name,
    problem: () => problem,
    async info() {
      const about = { name, engine: 'wrapper', schema: 'frozen' } as const;
      const provider = (await services()).find(
        ({ contract, state }) => contract === `record-store.${wrapper}` && state === 'running',
      );
      if (!provider) return { ...about, state: 'down', reason: `${label}: no running component provides its records` };
      if (provider.health !== 'down') return { ...about, state: 'up' };
      return { ...about, state: 'down', reason: `${label}: ${provider.reason ?? 'down'}` };
    },
    async define({ tables }) {
      const missing: string[] = [];
      for (const table of tables.map(defineTable)) {
        const kind = await kindOf(table.name);
        const known = new Set(kind?.columns.map((column) => column.name));
        const lacking = kind
          ? [...table.columns.keys()].filter((column) => !known.has(column)).map((column) => `${table.name}.${column}`)
          : [table.name];
        missing.push(...lacking);
        if (lacking.length === 0) defined.set(table.name, table);
      }
      if (missing.length === 0) return;
      throw new CarusoError(
        'invalid',
        `${label} lacks ${missing.join(', ')}: correct the objects that name them, or the wrapper’s settings`,
        { store: name, missing },
      );
    },
    columns: async (table) => (await kindOf(table))?.columns ?? null,
    async select({ table: asked, columns, where, orderBy = [], limit, offset }) {
      const { table, kind } = await opened(asked);
      const wanted = (columns ?? [...table.columns.keys()]).map((column) => columnOf(table, column));
      for (const { column } of orderBy) columnOf(table, column);
      const rows = await ask(() =>
        records.select({
          kind: kind.name,
          columns: wanted.map((column) => column.name),
          orderBy,
          ...(where === undefined ? {} : { where: recordCondition(where, table, kind) }),
          ...(limit === undefined ? {} : { limit }),
          ...(offset === undefined ? {} : { offset }),
        }),
      );
      return rows.map((row) =>
        Object.fromEntries(wanted.map((column) => [column.name, fromRecord(column, row[column.name])])),
      );
    },
    async count({ table: asked, where }) {
      const { table, kind } = await opened(asked);
      return ask(() =>
        records.count({
          kind: kind.name,
          ...(where === undefined ? {} : { where: recordCondition(where, table, kind) }),
        }),
      );
    },
    async write({ steps }) {
      const [step, ...more] = steps;
      if (step === undefined) return [];
      if (more.length > 0) {
        throw new CarusoError('invalid', `${label} has no transactions: write one record at a time`, { store: name });
      }
      const { table, kind } = await opened(step.table);
      return [await ask(() => writeRecord(records, table, kind, step))];
    },
  };
}
