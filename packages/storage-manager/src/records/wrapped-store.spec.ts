import { CarusoError, defineComponent, provide } from '@caruso/core-service-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recordStore, storeSettingsSchema } from '../contract/index.js';
import type { Condition, RecordKind, Row, WriteStep } from '../contract/index.js';
import { startApplication, temporaryDir } from '../testing/servers/storage-application.js';
import type { StorageApplication } from '../testing/servers/storage-application.js';

const kind: RecordKind = {
  name: 'bill',
  columns: [
    { name: 'nr', type: 'integer', nullable: false },
    { name: 'line', type: 'text', nullable: false },
    { name: 'amount', type: 'decimal', nullable: true },
    { name: 'at', type: 'timestamp', nullable: true },
  ],
  key: ['nr', 'line'],
  can: { insert: true, update: true, delete: false },
};
const bill = {
  name: 'bill',
  columns: [
    { name: 'nr', type: 'text' as const },
    { name: 'line', type: 'text' as const },
    { name: 'amount', type: 'decimal' as const, precision: 12, scale: 2, nullable: true },
    { name: 'at', type: 'timestamp' as const, nullable: true },
  ],
  primaryKey: ['nr', 'line'],
};

/** Keeps what it is asked, answers what it is told. */
function ledger() {
  const asked: { readonly operation: string; readonly input: unknown }[] = [];
  const answers: { rows: Row[]; failure: CarusoError | undefined } = { rows: [], failure: undefined };
  const take = (operation: string, input: unknown): void => {
    asked.push({ operation, input });
    if (answers.failure) throw answers.failure;
  };
  const component = defineComponent({
    name: 'ledger',
    version: '1.0.0',
    summary: 'Bills',
    provides: [recordStore('ledger')],
    needs: [],
    settings: z.unknown(),
    start: async () => ({
      provisions: [
        provide(recordStore('ledger'), {
          kinds: async () => [kind],
          async select(input) {
            take('select', input);
            return answers.rows;
          },
          async count(input) {
            take('count', input);
            return answers.rows.length;
          },
          async insert(input) {
            take('insert', input);
            return input.row;
          },
          async update(input) {
            take('update', input);
            return input.set;
          },
          async remove(input) {
            take('remove', input);
            return { removed: true };
          },
        }),
      ],
      stop: () => Promise.resolve(),
    }),
  });
  return { component, asked, answers };
}

const byKey: Condition = {
  all: [
    { column: 'nr', op: '=', value: '7' },
    { column: 'line', op: '=', value: 'a' },
  ],
};
let app: StorageApplication;
let dir: Awaited<ReturnType<typeof temporaryDir>>;
let system: ReturnType<typeof ledger>;
const write = (...steps: WriteStep[]) => app.storage.write({ store: 'bills', steps });
const update = (where: Condition, set: Row = { amount: '1' }) =>
  write({ kind: 'update', table: 'bill', set, where, expect: 1 });

beforeEach(async () => {
  dir = await temporaryDir();
  system = ledger();
  const components = [{ component: system.component }];
  app = await startApplication({ dataDir: dir.path, stores: { bills: { wrapper: 'ledger' } }, components });
  await app.storage.define({ store: 'bills', tables: [bill] });
});
afterEach(async () => {
  await app.stop();
  await dir.remove();
});

describe('the records of a wrapped system as a store', () => {
  it('are described like a frozen table', async () => {
    expect((await app.storage.columns({ store: 'bills', table: 'bill' }))?.[0]).toEqual({
      ...kind.columns[0],
      databaseType: 'integer',
    });
    expect(await app.storage.columns({ store: 'bills', table: 'other' })).toBeNull();
    const wrong = { ...bill, columns: [...bill.columns, { name: 'paid', type: 'boolean' as const }] };
    await expect(
      app.storage.define({ store: 'bills', tables: [wrong, { ...bill, name: 'other' }] }),
    ).rejects.toMatchObject({
      code: 'invalid',
      details: { missing: ['bill.paid', 'other'] },
    });
  });

  it('have values in the form of their definition, and are asked in the form of the system', async () => {
    system.answers.rows = [{ nr: 7, line: 'a', amount: '12.5', at: '2026-03-29T04:30:00+02:00' }];
    const where: Condition = {
      any: [
        { column: 'nr', op: 'in', values: ['7', 'x'] },
        { column: 'nr', op: '<>', value: 'x' },
      ],
    };
    expect(await app.storage.select({ store: 'bills', table: 'bill', where })).toEqual([
      { nr: '7', line: 'a', amount: '12.50', at: '2026-03-29T02:30:00.000Z' },
    ]);
    expect(system.asked[0]?.input).toMatchObject({
      where: { any: [{ column: 'nr', op: 'in', values: [7] }, { not: { column: 'nr', op: 'is-null' } }] },
    });
  });

  it('are written by key with what must still be true', async () => {
    const where: Condition = {
      all: [byKey, { column: 'amount', op: '=', value: '2' }, { column: 'at', op: 'is-null' }],
    };
    expect(await update(where)).toEqual({ affected: [1] });
    expect(system.asked).toEqual([
      {
        operation: 'update',
        input: {
          kind: 'bill',
          key: { nr: 7, line: 'a' },
          set: { amount: '1.00' },
          expected: { amount: '2.00', at: null },
        },
      },
    ]);
  });

  it('are read first where a condition is more than values, which then must stay as they were read', async () => {
    system.answers.rows = [{ nr: 7, line: 'a', amount: '3.00' }];
    const where: Condition = { all: [byKey, { column: 'amount', op: '>', value: '2' }] };
    await update(where);
    expect(system.asked.at(-1)?.input).toMatchObject({ expected: { amount: '3.00' } });
    system.answers.rows = [];
    await expect(update(where)).rejects.toMatchObject({ code: 'conflict', details: { affected: 0 } });
    expect(system.asked.map(({ operation }) => operation)).toEqual(['select', 'update', 'select']);
  });

  it('are refused what is not one record by its key', async () => {
    const step: WriteStep = { kind: 'update', table: 'bill', set: { amount: '1' }, where: byKey };
    for (const wrong of [
      update({ column: 'nr', op: '=', value: '7' }),
      update({ all: [] }),
      write(step, step),
      write({
        kind: 'insert',
        table: 'bill',
        rows: [
          { nr: '1', line: 'a' },
          { nr: '2', line: 'a' },
        ],
      }),
      write({ kind: 'delete', table: 'bill', where: byKey }),
    ])
      await expect(wrong).rejects.toMatchObject({ code: 'invalid' });
    expect(system.asked).toEqual([]);
  });

  it('tell a stale write from a value that must be unique', async () => {
    system.answers.failure = new CarusoError('conflict', '412');
    await expect(update(byKey)).rejects.toMatchObject({ code: 'conflict', details: { affected: 0 } });
    system.answers.failure = new CarusoError('conflict', 'taken', { stale: false });
    await expect(update(byKey)).rejects.not.toMatchObject({ details: { affected: 0 } });
    system.answers.failure = new CarusoError('not-found', 'gone');
    await expect(update(byKey)).rejects.toMatchObject({ code: 'conflict', details: { affected: 0 } });
  });

  it('leave values out that are not there', async () => {
    await write({ kind: 'insert', table: 'bill', rows: [{ nr: '1', line: 'a', amount: null }] });
    expect(system.asked[0]?.input).toEqual({ kind: 'bill', row: { nr: 1, line: 'a' } });
  });

  it('do not close the door to the databases when their system is away', async () => {
    system.answers.failure = new CarusoError('unavailable', 'away');
    for (let times = 0; times < 40; times += 1)
      await expect(app.storage.count({ store: 'bills', table: 'bill' })).rejects.toMatchObject({ code: 'unavailable' });
    await app.events.append({ events: [{ type: 'own.works' }] });
    expect(await app.storage.stores({})).toHaveLength(2);
  });
});

describe('settings of a store', () => {
  it.each([[{}], [{ url: 'sqlite:a.db', wrapper: 'ledger' }]])(
    'name either a database or a wrapper: %o',
    (settings) => {
      expect(storeSettingsSchema.safeParse(settings).success).toBe(false);
    },
  );

  it('cannot make the store own a wrapped one', async () => {
    const other = await startApplication({ dataDir: dir.path, stores: { own: { wrapper: 'ledger' } } });
    expect(other.manager.list().find(({ component }) => component === 'storage-manager')).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('stores.own'),
    });
    await other.stop();
  });
});
