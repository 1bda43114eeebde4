import { CarusoError, provide } from '@caruso/core-service-manager/contract';
import type { CallContext, Provision } from '@caruso/core-service-manager/contract';
import { recordStore } from '@caruso/storage-manager/contract';
import type { Condition, RecordKind, Row } from '@caruso/storage-manager/contract';
import { compareValues, conditionHolds } from './condition-holds.js';
import { planSelect } from './plan-select.js';
import type { RestRecords } from './rest-records.js';

interface Order {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}

const AT_ONCE = 4;

/** The record store of an instance: its kinds of records beside those of databases. */
export function recordProvision(system: string, kinds: ReadonlyMap<string, RestRecords>): Provision {
  function kindOf(name: string): RestRecords {
    const found = kinds.get(name);
    if (found !== undefined) return found;
    throw new CarusoError(
      'invalid',
      `${system} has no records of kind "${name}"; it has ${[...kinds.keys()].join(', ')}`,
      { kind: name },
    );
  }

  async function rows(
    kind: string,
    where: Condition | undefined,
    orderBy: readonly Order[],
    most: number,
    call: CallContext,
  ) {
    const records = kindOf(kind);
    const { settings } = records;
    const columns = orderBy.map(({ column }) => column);
    const plan = planSelect(system, kind, settings, where, columns);
    const types = Object.fromEntries(Object.entries(settings.columns).map(([name, { type }]) => [name, type]));
    const holds = (row: Row): boolean => plan.rest.every((condition) => conditionHolds(condition, row, types));
    if (plan.keys !== undefined) {
      const found = await gotten(records, plan.keys, call);
      return sorted(found.filter((row) => row !== undefined).filter(holds), orderBy, types);
    }
    const kept: Row[] = [];
    let seen = 0;
    for await (const row of records.all(plan.listInput, call)) {
      if (holds(row)) kept.push(row);
      seen += 1;
      // Without an order the rows wanted are the first ones.
      if (orderBy.length === 0 && kept.length >= most) break;
      if (seen > settings.maxRecords) {
        throw new CarusoError(
          'invalid',
          `${system} has more than ${settings.maxRecords} ${kind} to look through; ask for less`,
          {
            system,
            kind: 'wrong-request',
            maxRecords: settings.maxRecords,
          },
        );
      }
    }
    return sorted(kept, orderBy, types);
  }

  return provide(recordStore(system), {
    kinds: async () => [...kinds.values()].map(described),
    async select({ kind, columns, where, orderBy, limit, offset }, call) {
      const found = await rows(kind, where, orderBy, offset + limit, call);
      const page = found.slice(offset, offset + limit);
      if (columns === undefined) return page;
      return page.map((row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null])));
    },
    count: async ({ kind, where }, call) => (await rows(kind, where, [], Number.POSITIVE_INFINITY, call)).length,
    insert: ({ kind, row }, call) => kindOf(kind).insert(row, call),
    update: ({ kind, key, set, expected }, call) => kindOf(kind).update(key, set, expected, call),
    remove: async ({ kind, key, expected }, call) => ({ removed: await kindOf(kind).remove(key, expected, call) }),
  });
}

/** A few at a time, so that one wide question does not fill the system's queue. */
async function gotten(
  records: RestRecords,
  keys: readonly Row[],
  call: CallContext,
): Promise<readonly (Row | undefined)[]> {
  const found: (Row | undefined)[] = [];
  for (let start = 0; start < keys.length; start += AT_ONCE) {
    const some = keys.slice(start, start + AT_ONCE);
    found.push(...(await Promise.all(some.map((key) => records.get(key, call)))));
  }
  return found;
}

function described({ name, settings }: RestRecords): RecordKind {
  const { columns, key, insert, update, remove } = settings;
  const keyed = key.length > 0;
  return {
    name,
    columns: Object.entries(columns).map(([column, { type, nullable }]) => ({ name: column, type, nullable })),
    key,
    can: { insert: insert !== undefined, update: keyed && update !== undefined, delete: keyed && remove !== undefined },
  };
}

/** Null before all else. */
function sorted(
  rows: readonly Row[],
  orderBy: readonly Order[],
  types: Readonly<Record<string, string>>,
): readonly Row[] {
  return rows.toSorted((one, other) => {
    for (const { column, direction } of orderBy) {
      const [left = null, right = null] = [one[column], other[column]];
      const order =
        left === null || right === null
          ? Number(left !== null) - Number(right !== null)
          : compareValues(left, right, types[column]);
      if (order !== 0) return direction === 'asc' ? order : -order;
    }
    return 0;
  });
}
