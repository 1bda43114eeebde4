import type { Row, Value } from '@caruso/storage-manager/contract';

interface Order {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}

/** Rows by their columns, as every store sorts: nulls first in ascending order, text by its characters. */
export function inOrder(orderBy: readonly Order[]): (one: Row, other: Row) => number {
  return (one, other) => {
    for (const { column, direction } of orderBy) {
      const compared = compare(one[column] ?? null, other[column] ?? null);
      if (compared !== 0) return direction === 'asc' ? compared : -compared;
    }
    return 0;
  };
}

function compare(one: Value, other: Value): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? -1 : 1;
  const [a, b] = [plain(one), plain(other)];
  return a === b ? 0 : a < b ? -1 : 1;
}

function plain(value: Exclude<Value, null>): string | number | boolean {
  return typeof value === 'object' ? JSON.stringify(value) : value;
}
