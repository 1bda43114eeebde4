import { CarusoError, defineComponent, provide } from '@caruso/core-service-manager/contract';
import type { Component } from '@caruso/core-service-manager/contract';
import { recordStore } from '@caruso/storage-manager/contract';
import type { Condition, RecordKind, Row } from '@caruso/storage-manager/contract';
import { z } from 'zod';

const kind: RecordKind = {
  name: 'person',
  columns: [
    { name: 'uid', type: 'text', nullable: false },
    { name: 'cn', type: 'text', nullable: false },
    { name: 'mail', type: 'text', nullable: true },
    { name: 'customer', type: 'integer', nullable: true },
    { name: 'version', type: 'integer', nullable: false },
  ],
  key: ['uid'],
  can: { insert: true, update: true, delete: true },
};

export interface MemberDirectory {
  readonly component: Component;
  readonly records: Map<string, Row>;
  /** Runs once before the next write: somebody else who is quicker. */
  beforeWrite(task: () => void): void;
}

/** A wrapped system whose records are kept in memory, for tests of what lies above the contract. */
export function memberDirectory(name: string): MemberDirectory {
  const records = new Map<string, Row>();
  let quicker: (() => void) | undefined;
  const written = (key: Row, expected: Row): Row => {
    quicker?.();
    quicker = undefined;
    const found = records.get(String(key['uid']));
    if (!found) throw new CarusoError('not-found', 'no such entry');
    const same = Object.entries(expected).every(([column, value]) => (found[column] ?? null) === value);
    if (!same)
      throw new CarusoError('conflict', 'assertion failed', { legacy: { message: 'assertionFailed', code: 122 } });
    return found;
  };
  const component = defineComponent({
    name,
    version: '1.0.0',
    summary: 'Members',
    provides: [recordStore(name)],
    needs: [],
    settings: z.unknown(),
    async start() {
      return {
        provisions: [
          provide(recordStore(name), {
            kinds: async () => [kind],
            async select({ where, orderBy, limit, offset }) {
              const found = [...records.values()].filter((row) => where === undefined || holds(where, row));
              return found.toSorted(byColumns(orderBy)).slice(offset, offset + limit);
            },
            count: async ({ where }) =>
              [...records.values()].filter((row) => where === undefined || holds(where, row)).length,
            async insert({ row }) {
              const key = String(row['uid']);
              if (records.has(key)) throw new CarusoError('conflict', 'entry already exists');
              records.set(key, { version: 1, ...row });
              return row;
            },
            async update({ key, set, expected }) {
              const row = { ...written(key, expected), ...set };
              records.set(String(key['uid']), row);
              return row;
            },
            async remove({ key, expected }) {
              written(key, expected);
              return { removed: records.delete(String(key['uid'])) };
            },
          }),
        ],
        stop: () => Promise.resolve(),
      };
    },
  });
  return { component, records, beforeWrite: (task) => void (quicker = task) };
}

function holds(condition: Condition, row: Row): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, row));
  if ('any' in condition) return condition.any.some((part) => holds(part, row));
  if ('not' in condition) return !holds(condition.not, row);
  const value = row[condition.column] ?? null;
  if (condition.op === 'is-null') return value === null;
  if (value === null) return false;
  if (condition.op === 'in') return condition.values.includes(value as string);
  const text = String(value).toLowerCase();
  switch (condition.op) {
    case '=':
      return value === condition.value;
    case '<>':
      return value !== condition.value;
    case 'contains':
      return text.includes(String(condition.value).toLowerCase());
    case 'starts-with':
      return text.startsWith(String(condition.value).toLowerCase());
    default:
      throw new CarusoError('invalid', `The directory cannot compare with ${condition.op}`, { kind: 'wrong-request' });
  }
}

function byColumns(order: readonly { readonly column: string; readonly direction: 'asc' | 'desc' }[]) {
  return (one: Row, other: Row): number => {
    for (const { column, direction } of order) {
      const [a, b] = [String(one[column] ?? ''), String(other[column] ?? '')];
      if (a !== b) return (a < b ? -1 : 1) * (direction === 'asc' ? 1 : -1);
    }
    return 0;
  };
}
