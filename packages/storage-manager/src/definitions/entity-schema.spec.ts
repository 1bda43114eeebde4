import { DataSource } from 'typeorm';
import { expect, it } from 'vitest';
import { registerEntities } from '../engines/register-entities.js';
import { sqliteDialect } from '../engines/sqlite/sqlite-dialect.js';
import { defineTable } from './defined-table.js';
import { entitySchemaOf } from './entity-schema.js';

const key = defineTable({
  name: 'AANSL02',
  columns: [
    { name: 'KLT_NR', type: 'integer' },
    { name: 'group', type: 'bigint' },
    { name: 'at', type: 'timestamp', nullable: true },
  ],
  primaryKey: ['KLT_NR', 'group'],
});
const keyless = defineTable({ name: 'V', kind: 'view', columns: [{ name: 'n', type: 'decimal' }], primaryKey: [] });

it('a live TypeORM connection learns composite keys, reserved words and keyless views', async () => {
  const dataSource = new DataSource({ type: 'better-sqlite3', database: ':memory:' });
  await dataSource.initialize();
  await registerEntities(
    dataSource,
    [key, keyless].map((table) => entitySchemaOf(table, sqliteDialect)),
  );
  await dataSource.query('CREATE TABLE "AANSL02" ("KLT_NR" INTEGER, "group" BIGINT, "at" TEXT)');
  await dataSource.query('INSERT INTO "AANSL02" VALUES (1, 2, NULL)');
  expect(await dataSource.getRepository('AANSL02').findOneBy({ KLT_NR: 1, group: 2 })).toEqual({
    KLT_NR: 1,
    group: 2,
    at: null,
  });
  expect(dataSource.getMetadata('AANSL02').primaryColumns.map(({ databaseName }) => databaseName)).toEqual([
    'KLT_NR',
    'group',
  ]);
  expect(dataSource.hasMetadata('V')).toBe(true);
  await dataSource.destroy();
});
