import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableDefinition } from '../../contract/index.js';
import { startApplication, temporaryDir } from '../servers/storage-application.js';
import type { StorageApplication } from '../servers/storage-application.js';
import type { Surroundings } from './surroundings.js';
import { rejection } from './tables.suite.js';

const legacySql = `
  CREATE TABLE "KLT001" (
    "KLT_NR" INTEGER NOT NULL PRIMARY KEY, "NAAM" VARCHAR(40) NOT NULL DEFAULT 'onbekend', "CODE" CHAR(5), "SALDO" NUMERIC(12,2),
    "EAN" NUMERIC(18), "GEZIEN" TIMESTAMP, "DATUM" VARCHAR(8)
  );
  INSERT INTO "KLT001" VALUES (1, 'Jansen', 'A', 12.5, 871234567890123456, '2026-03-29 02:30:00', '20260329');
  INSERT INTO "KLT001" VALUES (2, 'de Vries', 'B', NULL, 871234567890123457, NULL, '20260101');
  CREATE VIEW "V_SALDO" AS SELECT "NAAM", "SALDO" * 3.001 AS "DRIE" FROM "KLT001";
`;

const customer: TableDefinition = {
  name: 'KLT001',
  columns: [
    { name: 'KLT_NR', type: 'integer' },
    { name: 'NAAM', type: 'text' },
    { name: 'CODE', type: 'text', nullable: true },
    { name: 'SALDO', type: 'decimal', precision: 12, scale: 2, nullable: true },
    { name: 'EAN', type: 'decimal', precision: 18, scale: 0, nullable: true },
    { name: 'GEZIEN', type: 'timestamp', nullable: true },
    { name: 'DATUM', type: 'text', nullable: true },
  ],
  primaryKey: ['KLT_NR'],
  indexes: [{ columns: ['NAAM'] }],
};
const view: TableDefinition = {
  name: 'V_SALDO',
  kind: 'view',
  columns: [
    { name: 'NAAM', type: 'text' },
    { name: 'DRIE', type: 'decimal', precision: 12, scale: 2, nullable: true },
  ],
  primaryKey: [],
};
const jansen = {
  KLT_NR: 1,
  NAAM: 'Jansen',
  CODE: 'A',
  SALDO: '12.50',
  EAN: '871234567890123456',
  GEZIEN: '2026-03-29T02:30:00.000Z',
  DATUM: '20260329',
};

export function describeFrozen(engine: string, given: () => Surroundings): void {
  describe(`a frozen store on ${engine}`, () => {
    let dir: Awaited<ReturnType<typeof temporaryDir>>;
    let app: StorageApplication;
    let url: string;

    beforeAll(async () => {
      dir = await temporaryDir();
      url = await given().newDatabase();
      await given().execute(url, legacySql);
      const stores = { legacy: { url, schema: 'frozen' }, reading: { url, schema: 'frozen', access: 'read-only' } };
      app = await startApplication({ dataDir: dir.path, stores });
      await app.storage.define({ store: 'legacy', tables: [customer, view] });
      await app.storage.define({ store: 'reading', tables: [customer] });
    }, 60_000);
    afterAll(async () => {
      await app.stop();
      await dir.remove();
    });

    const find = (where: Parameters<typeof app.storage.select>[0]['where'], table = 'KLT001', store = 'legacy') =>
      app.storage.select({ store, table, where });

    it('gives legacy values in canonical form', async () => {
      expect(await find({ column: 'KLT_NR', op: '=', value: 1 })).toEqual([jansen]);
    });

    it.each([
      ['a decimal that the file keeps as a float', { column: 'SALDO', op: '=', value: '12.5' }],
      ['a padded code', { column: 'CODE', op: '=', value: 'A' }],
      ['a number of 18 digits', { column: 'EAN', op: 'in', values: ['871234567890123456'] }],
      ['an instant without zone', { column: 'GEZIEN', op: '<', value: '2026-03-29T04:30:00.001+02:00' }],
      ['a date in text', { column: 'DATUM', op: '>', value: '20260101' }],
    ] as const)('finds by %s', async (_what, where) => {
      expect(await find(where)).toEqual([jansen]);
    });

    it('reads a view, and compares its numbers with the scale they are read with', async () => {
      expect(await find({ column: 'DRIE', op: '=', value: '37.51' }, 'V_SALDO')).toEqual([
        { NAAM: 'Jansen', DRIE: '37.51' },
      ]);
      const error = await rejection(
        app.storage.write({ store: 'legacy', steps: [{ kind: 'delete', table: 'V_SALDO', where: { all: [] } }] }),
      );
      expect(error.code).toBe('invalid');
    });

    it('names all tables and columns that are missing at once, and still serves the others', async () => {
      const wrong: TableDefinition[] = [
        { ...customer, name: 'KLT002' },
        { ...view, columns: [...view.columns, { name: 'naam', type: 'text' }, { name: 'TEL', type: 'text' }] },
      ];
      const error = await rejection(app.storage.define({ store: 'legacy', tables: [...wrong, customer] }));
      expect(error).toMatchObject({
        code: 'invalid',
        details: { missing: ['KLT002', 'V_SALDO.naam (there is NAAM)', 'V_SALDO.TEL'] },
      });
      expect(await find({ column: 'KLT_NR', op: '=', value: 1 })).toEqual([jansen]);
      await app.storage.define({ store: 'legacy', tables: [view] });
    });

    it('takes rows, leaving out columns that have a default, but never changes the schema', async () => {
      const before = await given().schemaOf(url);
      await app.storage.define({ store: 'legacy', tables: [customer, view] });
      await app.storage.write({
        store: 'legacy',
        steps: [
          { kind: 'insert', table: 'KLT001', rows: [{ KLT_NR: 3, SALDO: '0.10', GEZIEN: '2026-05-01T00:00:00Z' }] },
        ],
      });
      expect(await find({ column: 'KLT_NR', op: '=', value: 3 })).toMatchObject([
        { NAAM: 'onbekend', SALDO: '0.10', GEZIEN: '2026-05-01T00:00:00.000Z' },
      ]);
      await app.storage.write({
        store: 'legacy',
        steps: [{ kind: 'delete', table: 'KLT001', where: { column: 'SALDO', op: '=', value: '0.1' }, expect: 1 }],
      });
      expect(await given().schemaOf(url)).toBe(before);
    });

    it('refuses every write when it is read-only', async () => {
      expect(await find({ column: 'KLT_NR', op: '=', value: 1 }, 'KLT001', 'reading')).toEqual([jansen]);
      const error = await rejection(
        app.storage.write({ store: 'reading', steps: [{ kind: 'delete', table: 'KLT001', where: { all: [] } }] }),
      );
      expect(error.code).toBe('forbidden');
    });
  });
}
