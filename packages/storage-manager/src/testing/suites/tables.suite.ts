import { CarusoError } from '@caruso/core-service-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableDefinition, WriteStep } from '../../contract/index.js';
import { startApplication, temporaryDir } from '../servers/storage-application.js';
import type { StorageApplication } from '../servers/storage-application.js';
import type { Surroundings } from './surroundings.js';

const order: TableDefinition = {
  name: 'order',
  columns: [
    { name: 'year', type: 'integer' },
    { name: 'Number', type: 'integer' },
    { name: 'group', type: 'text', nullable: true },
    { name: 'amount', type: 'decimal', precision: 20, scale: 2, nullable: true },
    { name: 'big', type: 'bigint', nullable: true },
    { name: 'ratio', type: 'real', nullable: true },
    { name: 'paid', type: 'boolean', nullable: true },
    { name: 'day', type: 'date', nullable: true },
    { name: 'at', type: 'timestamp', nullable: true },
    { name: 'extra', type: 'json', nullable: true },
    { name: 'version', type: 'integer' },
  ],
  primaryKey: ['year', 'Number'],
  indexes: [{ columns: ['group', 'day'] }, { columns: ['big'], unique: true }],
};

const full = {
  year: 2026,
  Number: 1,
  group: 'São "quoted" %_\\',
  amount: '123456789012345678.90',
  big: '9007199254740993',
  ratio: 0.1,
  paid: true,
  day: '2026-03-29',
  at: '2026-03-29T01:30:00.123Z',
  extra: { list: [1, 'two', null], deep: { yes: true } },
  version: 1,
};

export async function rejection(promise: Promise<unknown>): Promise<CarusoError> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof CarusoError)) throw new Error(`expected a CarusoError, got ${String(thrown)}`);
  return thrown;
}

export function describeTables(engine: string, given: () => Surroundings): void {
  describe(`tables on ${engine}`, () => {
    let dir: Awaited<ReturnType<typeof temporaryDir>>;
    let app: StorageApplication;
    let url: string;
    const insert = (...rows: Extract<WriteStep, { kind: 'insert' }>['rows']): WriteStep => ({
      kind: 'insert',
      table: 'order',
      rows,
    });
    const write = (...steps: WriteStep[]) => app.storage.write({ store: 'data', steps });
    const key = (year: number, number: number) => ({
      all: [
        { column: 'year', op: '=' as const, value: year },
        { column: 'Number', op: '=' as const, value: number },
      ],
    });

    beforeAll(async () => {
      dir = await temporaryDir();
      url = await given().newDatabase();
      app = await startApplication({ dataDir: dir.path, stores: { data: { url } } });
      await app.storage.define({ store: 'data', tables: [order] });
    }, 60_000);
    afterAll(async () => {
      await app.stop();
      await dir.remove();
    });

    it('gives every type of value back as it was written, to the last digit', async () => {
      await write(insert(full));
      expect(await app.storage.select({ store: 'data', table: 'order', where: key(2026, 1) })).toEqual([full]);
    });

    it('gives null back for what was not written', async () => {
      await write(insert({ year: 2026, Number: 2, version: 1 }));
      const [row] = await app.storage.select({ store: 'data', table: 'order', where: key(2026, 2) });
      expect(row).toMatchObject({ group: null, amount: null, paid: null, day: null, at: null, extra: null });
    });

    it('brings decimals and instants into their canonical form', async () => {
      await write(insert({ year: 2026, Number: 3, version: 1, amount: '1.5', at: '2026-01-01T00:00:00+02:00' }));
      const rows = await app.storage.select({
        store: 'data',
        table: 'order',
        columns: ['amount', 'at'],
        where: key(2026, 3),
      });
      expect(rows).toEqual([{ amount: '1.50', at: '2025-12-31T22:00:00.000Z' }]);
    });

    it('changes nothing when the tables are defined a second time', async () => {
      expect(await app.storage.define({ store: 'data', tables: [order] })).toEqual({ applied: [] });
    });

    it('adds a column that must not be null to a table with rows', async () => {
      const more = {
        ...order,
        columns: [
          ...order.columns,
          { name: 'state', type: 'text' as const },
          { name: 'sum', type: 'decimal' as const, precision: 9, scale: 2 },
        ],
      };
      const { applied } = await app.storage.define({ store: 'data', tables: [more] });
      expect(applied).toHaveLength(2);
      const [row] = await app.storage.select({
        store: 'data',
        table: 'order',
        columns: ['state', 'sum'],
        where: key(2026, 1),
      });
      expect(row).toEqual({ state: '', sum: '0.00' });
    });

    it('refuses to change the type of a column by itself', async () => {
      const other = {
        ...order,
        columns: order.columns.map((column) =>
          column.name === 'group' ? { ...column, type: 'integer' as const } : column,
        ),
      };
      const error = await rejection(app.storage.define({ store: 'data', tables: [other] }));
      expect(error).toMatchObject({ code: 'invalid', message: expect.stringContaining('order.group') });
    });

    it('tells the columns as the database has them, and null for a table that is not there', async () => {
      const columns = await app.storage.columns({ store: 'data', table: 'order' });
      expect(columns?.find(({ name }) => name === 'amount')).toMatchObject({
        type: 'decimal',
        precision: 20,
        scale: 2,
        nullable: true,
      });
      expect(columns?.find(({ name }) => name === 'Number')).toMatchObject({ nullable: false });
      expect(await app.storage.columns({ store: 'data', table: 'nothing' })).toBeNull();
    });

    it('names the key when a row is there already, and keeps nothing of that write', async () => {
      const error = await rejection(
        write(insert({ year: 2027, Number: 1, version: 1 }), insert({ year: 2026, Number: 1, version: 1 })),
      );
      expect(error).toMatchObject({ code: 'conflict', message: 'order already has a row with year, Number = 2026, 1' });
      expect(await app.storage.count({ store: 'data', table: 'order', where: key(2027, 1) })).toBe(0);
    });

    it('leaves out rows that are there already when asked to', async () => {
      const rows = [
        { year: 2026, Number: 1, version: 9 },
        { year: 2028, Number: 1, version: 1 },
      ];
      const { affected } = await write({ kind: 'insert', table: 'order', rows, onDuplicate: 'ignore' });
      expect(affected).toEqual([1]);
    });

    it('rolls everything back with a conflict when an update meets a stale version', async () => {
      await write(insert({ year: 2029, Number: 1, version: 1 }));
      const update = (set: object): WriteStep => ({
        kind: 'update',
        table: 'order',
        set: { ...set, version: 2 },
        where: { all: [key(2029, 1), { column: 'version', op: '=', value: 1 }] },
        expect: 1,
      });
      await write(update({ group: 'first' }));
      const error = await rejection(write(insert({ year: 2029, Number: 2, version: 1 }), update({ group: 'second' })));
      expect(error.code).toBe('conflict');
      const rows = await app.storage.select({
        store: 'data',
        table: 'order',
        columns: ['group', 'version'],
        where: { column: 'year', op: '=', value: 2029 },
      });
      expect(rows).toEqual([{ group: 'first', version: 2 }]);
    });

    it('shows a reader all rows of a write or none, while it is going on', async () => {
      const where = { column: 'year', op: '=' as const, value: 2031 };
      const steps = Array.from({ length: 40 }, (_, number) => insert({ year: 2031, Number: number, version: 1 }));
      let going = true;
      const writing = write(...steps).finally(() => (going = false));
      const seen = new Set<number>();
      while (going) seen.add(await app.storage.count({ store: 'data', table: 'order', where }));
      await writing;
      expect(seen.size).toBeGreaterThan(0);
      expect([...seen].filter((count) => count !== 0 && count !== 40)).toEqual([]);
    });

    it('lets exactly one of many overlapping updates of the same version win', async () => {
      await write(insert({ year: 2030, Number: 1, version: 1 }));
      const attempts = Array.from({ length: 12 }, (_, index) =>
        write({
          kind: 'update',
          table: 'order',
          set: { version: 2, group: `writer ${index}` },
          where: { all: [key(2030, 1), { column: 'version', op: '=', value: 1 }] },
          expect: 1,
        }),
      );
      const outcomes = await Promise.allSettled(attempts);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it.each([
      ['an unknown column', { column: 'year"; DROP TABLE x; --', op: '=', value: 1 }],
      ['a text for a number', { column: 'year', op: '=', value: 'x' }],
      ['a day that does not exist', { column: 'day', op: '>', value: '2026-02-30' }],
      ['a comparison of json', { column: 'extra', op: '=', value: '{}' }],
    ] as const)('says what is wrong with %s in a condition', async (_what, where) => {
      expect(await rejection(app.storage.select({ store: 'data', table: 'order', where }))).toMatchObject({
        code: 'invalid',
      });
    });

    it('says which table or store is not there', async () => {
      expect((await rejection(app.storage.select({ store: 'data', table: 'ghost' }))).message).toContain('ghost');
      expect((await rejection(app.storage.select({ store: 'ghost', table: 'order' }))).message).toContain('own, data');
    });

    it('orders and pages, nulls first', async () => {
      await write(
        insert(
          ...[3, 1, 2].map((number) => ({
            year: 2040,
            Number: number,
            version: 1,
            ...(number === 1 ? {} : { group: `g${number}` }),
          })),
        ),
      );
      const where = { column: 'year', op: '=' as const, value: 2040 };
      const page = (offset: number) =>
        app.storage.select({
          store: 'data',
          table: 'order',
          columns: ['Number'],
          where,
          orderBy: [{ column: 'group' }],
          limit: 2,
          offset,
        });
      expect(await page(0)).toEqual([{ Number: 1 }, { Number: 2 }]);
      expect(await page(2)).toEqual([{ Number: 3 }]);
    });

    it('takes tasks and events only with the store own', async () => {
      const error = await rejection(app.storage.write({ store: 'data', steps: [], events: [{ type: 'x.happened' }] }));
      expect(error.code).toBe('invalid');
    });

    it('keeps what was written when it is stopped and started again', async () => {
      await app.stop();
      app = await startApplication({ dataDir: dir.path, stores: { data: { url } } });
      await app.storage.define({ store: 'data', tables: [order] });
      expect(await app.storage.select({ store: 'data', table: 'order', where: key(2026, 1) })).toEqual([full]);
    });
  });
}
