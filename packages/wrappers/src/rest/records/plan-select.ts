import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Condition, Row, Scalar } from '@caruso/storage-manager/contract';
import type { RestRecordSettings } from './record-settings.js';

export interface SelectPlan {
  /** Keys to get one by one; undefined: the list is read. */
  readonly keys: readonly Row[] | undefined;
  /** Input of the list. */
  readonly listInput: Readonly<Record<string, unknown>>;
  /** What is left to be met here. */
  readonly rest: readonly Condition[];
}

type Comparison = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>;

/** So many records are got one by one; more are looked for in the list. */
const MOST_KEYS = 100;

/**
 * How a condition is met: by keys, by what the list can look for, and here.
 * @throws CarusoError `invalid` that names the conditions that the system cannot look for, unless they may be met here.
 */
export function planSelect(
  system: string,
  kind: string,
  settings: RestRecordSettings,
  where: Condition | undefined,
  orderBy: readonly string[],
): SelectPlan {
  const conditions = where === undefined ? [] : flat(where);
  const byKey = settings.get === undefined ? undefined : keysIn(settings.key, conditions);
  if (byKey !== undefined) return { keys: byKey.keys, listInput: {}, rest: byKey.rest };

  const sent = conditions.filter((condition): condition is Comparison & { op: '='; value: Scalar } =>
    isSent(settings, condition),
  );
  const rest = conditions.filter((condition) => !sent.includes(condition as (typeof sent)[number]));
  if (!settings.filterHere && (rest.length > 0 || orderBy.length > 0)) {
    const columns = [...rest.map(described), ...orderBy.map((column) => `order by ${column}`)];
    throw new CarusoError('invalid', `${system} cannot look for ${kind} with: ${columns.join(', ')}`, {
      system,
      kind: 'wrong-request',
      conditions: columns,
    });
  }
  const filters = sent.map(({ column, value }) => [settings.filters[column] ?? column, value]);
  return { keys: undefined, listInput: { ...settings.listInput, ...Object.fromEntries(filters) }, rest };
}

function flat(condition: Condition): readonly Condition[] {
  return 'all' in condition ? condition.all.flatMap(flat) : [condition];
}

function isSent({ filters }: RestRecordSettings, condition: Condition): boolean {
  return (
    'column' in condition &&
    condition.op === '=' &&
    condition.value !== null &&
    Object.hasOwn(filters, condition.column)
  );
}

function keysIn(
  key: readonly string[],
  conditions: readonly Condition[],
): { readonly keys: readonly Row[]; readonly rest: readonly Condition[] } | undefined {
  if (key.length === 0) return undefined;
  const equal = key.map((column) =>
    conditions.find((one) => 'column' in one && one.column === column && one.op === '=' && one.value !== null),
  );
  if (equal.every((found) => found !== undefined)) {
    const row = Object.fromEntries(
      equal.flatMap((found) => ('column' in found && found.op === '=' ? [[found.column, found.value]] : [])),
    );
    return { keys: [row], rest: conditions.filter((one) => !equal.includes(one)) };
  }
  const [column, ...others] = key;
  const oneOf = conditions.find((one) => 'column' in one && one.column === column && one.op === 'in');
  if (column === undefined || others.length > 0 || oneOf === undefined || !('values' in oneOf)) return undefined;
  const values = [...new Set(oneOf.values)].filter((value) => value !== null);
  if (values.length > MOST_KEYS) return undefined;
  return { keys: values.map((value) => ({ [column]: value })), rest: conditions.filter((one) => one !== oneOf) };
}

function described(condition: Condition): string {
  if ('column' in condition) return `${condition.column} ${condition.op}`;
  return 'any' in condition
    ? `any of (${condition.any.map(described).join(', ')})`
    : 'not' in condition
      ? `not ${described(condition.not)}`
      : 'all';
}
