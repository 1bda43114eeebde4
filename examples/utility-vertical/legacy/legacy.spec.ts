import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres, openSqlite } from './legacy-engines.js';
import type { Legacy, Row } from './legacy-engines.js';

const KEYS = {
  CDT010: ['CD_SRT', 'CD', 'TAAL_CD'],
  KLT001: ['KLT_NR'],
  AANSL02: ['KLT_NR', 'AANSL_VNR'],
  MTR003: ['MTR_NR'],
  FKT010: ['FKT_JAAR', 'FKT_VNR'],
} as const;
/** Columns in which SQLite gives numbers and PostgreSQL text, with the digits after the point. */
const DECIMALS: Readonly<Record<string, number>> = {
  LST_STAND: 3,
  BEDRAG: 2,
  BET_BEDRAG: 2,
  OPENST_BEDRAG: 2,
};
const CODED = [
  ['KLT001', 'AANHEF_CD', 'AANHEF'],
  ['KLT001', 'TAAL_CD', 'TAAL'],
  ['KLT001', 'KLT_SRT', 'KLTSRT'],
  ['KLT001', 'BLOK_IND', 'JANEE'],
  ['AANSL02', 'PRODUCT_CD', 'PRODUCT'],
  ['AANSL02', 'STATUS_CD', 'AANSLST'],
  ['MTR003', 'MTR_SRT', 'MTRSRT'],
  ['FKT010', 'STATUS_CD', 'FKTST'],
] as const;
const DAYS = [
  ['KLT001', 'GEB_DAT', 'may be blank'],
  ['AANSL02', 'INGANG_DAT', 'required'],
  ['AANSL02', 'EIND_DAT', 'may be blank'],
  ['MTR003', 'LST_STAND_DAT', 'required'],
  ['FKT010', 'FKT_DAT', 'required'],
  ['FKT010', 'VERVAL_DAT', 'required'],
] as const;

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
const isDay = (value: string): boolean => {
  if (!/^\d{8}$/.test(value)) return false;
  const iso = value.replace(/^(....)(..)(..)$/, '$1-$2-$3');
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
};
const canonical = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      const digits = DECIMALS[column];
      return [column, digits === undefined ? value : Number(value).toFixed(digits)];
    }),
  );

const engines = [
  ['SQLite', openSqlite],
  ['PostgreSQL', openPostgres],
] as const;
const loaded = new Map<string, Legacy>();
const at = (engine: string): Legacy => {
  const legacy = loaded.get(engine);
  if (legacy === undefined) throw new Error(`${engine} was not loaded`);
  return legacy;
};
const scalar = async (engine: string, sql: string): Promise<number> => {
  const [row] = await at(engine).rows(sql);
  return Number(Object.values(row ?? {})[0]);
};

beforeAll(async () => {
  for (const [name, open] of engines) loaded.set(name, await open());
}, 60_000);
afterAll(async () => {
  for (const legacy of loaded.values()) await legacy.close();
});

describe.each(engines.map(([name]) => name))('the legacy billing database on %s', (engine) => {
  it.each([
    ['CDT010', 75],
    ['KLT001', 640],
    ['AANSL02', 1155],
    ['MTR003', 1155],
    ['FKT010', 3803],
    ['V_OPENST_FKT', 132],
  ])('has the rows of %s that were committed', async (table, count) => {
    expect(await scalar(engine, `SELECT COUNT(*) FROM "${table}"`)).toBe(count);
  });

  it('adds up to the committed amounts, to the cent', async () => {
    const cents = (column: string): string => `SELECT SUM(CAST(ROUND("${column}" * 100) AS INTEGER)) FROM "FKT010"`;
    expect(await scalar(engine, cents('BEDRAG'))).toBe(67829733);
    expect(await scalar(engine, cents('BET_BEDRAG'))).toBe(63591980);
  });

  it.each(Object.entries(KEYS))('has no key twice in %s', async (table, key) => {
    const twice = `SELECT ${quoted(key)} FROM "${table}" GROUP BY ${quoted(key)} HAVING COUNT(*) > 1`;
    expect(await at(engine).rows(twice)).toEqual([]);
  });

  it('refuses a connection of a customer who does not exist', async () => {
    const orphan = `INSERT INTO "AANSL02" ("KLT_NR", "AANSL_VNR", "EAN_CD", "PRODUCT_CD", "STRAAT", "HUIS_NR", "PC", "PLAATS",
      "INGANG_DAT", "STATUS_CD") VALUES (999999, 1, '0', 'E', 'x', '1', '1000-001', 'x', '20260101', 'A') RETURNING "KLT_NR"`;
    await expect((async () => at(engine).rows(orphan))()).rejects.toThrow(/foreign key/i);
  });

  it.each([
    ['connections', 'AANSL02', 'KLT001', ['KLT_NR']],
    ['meters', 'MTR003', 'AANSL02', ['KLT_NR', 'AANSL_VNR']],
    ['invoices', 'FKT010', 'KLT001', ['KLT_NR']],
  ] as const)('has no %s without their owner', async (_, table, owner, columns) => {
    const same = columns.map((column) => `o."${column}" = t."${column}"`).join(' AND ');
    const orphans = `SELECT COUNT(*) FROM "${table}" t WHERE NOT EXISTS (SELECT 1 FROM "${owner}" o WHERE ${same})`;
    expect(await scalar(engine, orphans)).toBe(0);
  });

  it.each(CODED)('describes every %s.%s in English and Portuguese', async (table, column, sort) => {
    const missing = `SELECT DISTINCT t."${column}" FROM "${table}" t WHERE 2 <> (SELECT COUNT(*) FROM "CDT010" c
      WHERE c."CD_SRT" = '${sort}' AND c."CD" = t."${column}" AND c."TAAL_CD" IN ('EN', 'PT') AND c."OMSCHR" <> '')`;
    expect(await at(engine).rows(missing)).toEqual([]);
  });

  it.each(DAYS)('writes %s.%s as YYYYMMDD (%s)', async (table, column, blank) => {
    const rows = await at(engine).rows(`SELECT DISTINCT "${column}" AS "DAY" FROM "${table}"`);
    const days = rows.map((row) => String(row['DAY'])).filter((day) => !(blank === 'may be blank' && day === ''));
    expect(days.length).toBeGreaterThan(0);
    expect(days.filter((day) => !isDay(day))).toEqual([]);
  });

  it('has one meter per connection, one to three connections and four invoices or more per customer', async () => {
    const perCustomer = (table: string): string =>
      `SELECT k."KLT_NR", COUNT(t."KLT_NR") AS "N" FROM "KLT001" k LEFT JOIN "${table}" t ON t."KLT_NR" = k."KLT_NR" GROUP BY k."KLT_NR"`;
    const counts = async (table: string): Promise<number[]> =>
      (await at(engine).rows(perCustomer(table))).map((row) => Number(row['N']));
    expect(new Set(await counts('AANSL02'))).toEqual(new Set([1, 2, 3]));
    expect(Math.min(...(await counts('FKT010')))).toBe(4);
    const shared = `SELECT "KLT_NR" FROM "MTR003" GROUP BY "KLT_NR", "AANSL_VNR" HAVING COUNT(*) > 1`;
    expect(await at(engine).rows(shared)).toEqual([]);
  });

  it('knows the demo customer, her two active connections and her one open invoice', async () => {
    expect(await at(engine).rows(`SELECT * FROM "KLT001" WHERE "KLT_NR" = 100042`)).toEqual([
      {
        KLT_NR: 100042,
        AANHEF_CD: 'MVR',
        KLT_NAAM: 'Teixeira',
        KLT_VNAAM: 'Maria',
        GEB_DAT: '19840512',
        TAAL_CD: 'PT',
        TEL_NR: '+351 912 345 678',
        EMAIL_ADR: 'maria.teixeira@example.com',
        STRAAT: 'Rua das Flores',
        HUIS_NR: '12',
        PC: '4050-262',
        PLAATS: 'Porto',
        KLT_SRT: 'P',
        BLOK_IND: 'N',
      },
    ]);
    const connections = `SELECT "PRODUCT_CD", "STATUS_CD" FROM "AANSL02" WHERE "KLT_NR" = 100042 ORDER BY "AANSL_VNR"`;
    expect(await at(engine).rows(connections)).toEqual([
      { PRODUCT_CD: 'E', STATUS_CD: 'A' },
      { PRODUCT_CD: 'W', STATUS_CD: 'A' },
    ]);
    const open = await at(engine).rows(`SELECT * FROM "V_OPENST_FKT" WHERE "KLT_NR" = 100042`);
    expect(open.map(canonical)).toEqual([{ KLT_NR: 100042, FKT_AANT: 1, OPENST_BEDRAG: '108.13' }]);
  });
});

describe('the committed SQL', () => {
  it.each([...Object.entries(KEYS), ['V_OPENST_FKT', ['KLT_NR']] as const])(
    'gives the same rows of %s on both engines',
    async (table, key) => {
      // Ordered here: the engines' collations differ.
      const rows = async (engine: string): Promise<string[]> =>
        (await at(engine).rows(`SELECT * FROM "${table}"`))
          .map((row) => JSON.stringify([key.map((column) => row[column]), canonical(row)]))
          .toSorted();
      expect(await rows('PostgreSQL')).toEqual(await rows('SQLite'));
    },
  );

  it('is what scripts/make-legacy-data.mjs makes', () => {
    const script = fileURLToPath(new URL('../../../scripts/make-legacy-data.mjs', import.meta.url));
    expect(execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8' })).toContain(
      'is what the script makes',
    );
  });
});
