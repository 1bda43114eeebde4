import { describe, expect, it } from 'vitest';
import { sqliteDialect } from '../engines/sqlite/sqlite-dialect.js';
import { defineTable } from './defined-table.js';
import { indexName, planAdditions } from './plan-additions.js';

const table = defineTable({
  name: 'order"s',
  columns: [
    { name: 'id', type: 'text' },
    { name: 'total', type: 'decimal', precision: 9, scale: 2 },
  ],
  primaryKey: ['id'],
  indexes: [{ columns: ['total'] }],
});

describe('the plan for a managed table', () => {
  it('creates what is not there, with quoted names', () => {
    expect(planAdditions(table, null, new Set(), sqliteDialect)).toEqual([
      'CREATE TABLE "order""s" ("id" TEXT NOT NULL, "total" DECIMAL_TEXT(9, 2) NOT NULL, PRIMARY KEY ("id"))',
      'CREATE INDEX "order""s_total_idx" ON "order""s" ("total")',
    ]);
  });

  it('never touches a column that the definition does not name', () => {
    const actual = ['id', 'total', 'more'].map((name) => ({
      name,
      databaseType: 'text',
      type: 'text' as const,
      nullable: false,
    }));
    expect(planAdditions(table, actual, new Set([indexName('order"s', ['total'], false)]), sqliteDialect)).toEqual([]);
  });

  it('gives long indexes different names of at most 63 bytes', () => {
    const columns = (last: string) => ['a'.repeat(40), 'ç'.repeat(20), last];
    const names = ['x', 'y'].map((last) => indexName('table', columns(last), false));
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
  });
});
