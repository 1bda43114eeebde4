import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Condition, Row, Scalar, TableDefinition } from '../../contract/index.js';
import { startApplication, temporaryDir } from '../servers/storage-application.js';
import type { StorageApplication } from '../servers/storage-application.js';
import type { Surroundings } from './surroundings.js';

const table: TableDefinition = {
  name: 'sample',
  columns: [
    { name: 'id', type: 'integer' },
    { name: 'word', type: 'text', nullable: true },
    { name: 'count', type: 'integer', nullable: true },
    { name: 'amount', type: 'decimal', precision: 24, scale: 3, nullable: true },
    { name: 'big', type: 'bigint', nullable: true },
    { name: 'flag', type: 'boolean', nullable: true },
    { name: 'day', type: 'date', nullable: true },
    { name: 'at', type: 'timestamp', nullable: true },
  ],
  primaryKey: ['id'],
};

const words = ['', 'a', 'A', 'ab', 'ação', 'AÇÃO', '%', '_', 'a%', "o'b", '\\', 'éa', 'Z', '😀', '\uffee'];
const values: Record<string, fc.Arbitrary<Scalar>> = {
  word: fc.constantFrom(...words),
  count: fc.constantFrom(-2, 0, 1, 2, 10, 9007199254740991),
  amount: fc.constantFrom(
    '-10.500',
    '-1.000',
    '-0.005',
    '0.000',
    '0.100',
    '1.000',
    '9.000',
    '10.000',
    '900719925474099.301',
    '900719925474099.302',
  ),
  big: fc.constantFrom('-9223372036854775808', '-1', '0', '9', '10', '9007199254740992', '9007199254740993'),
  flag: fc.boolean(),
  day: fc.constantFrom('1999-12-31', '2024-02-29', '2026-03-29'),
  at: fc.constantFrom('2026-03-29T00:30:00.000Z', '2026-03-29T01:30:00.001Z', '2026-10-25T00:30:00.999Z'),
};

const row: fc.Arbitrary<Row> = fc.record(
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fc.option(value, { nil: null, freq: 4 })])),
) as fc.Arbitrary<Row>;

const comparison: fc.Arbitrary<Condition> = fc.constantFrom(...Object.keys(values)).chain((column) => {
  const value = fc.option(values[column] ?? fc.constant(null), { nil: null, freq: 8 });
  const simple = fc.record({
    column: fc.constant(column),
    op: fc.constantFrom('=', '<>', '<', '<=', '>', '>=' as const),
    value,
  });
  const list = fc.record({
    column: fc.constant(column),
    op: fc.constant('in' as const),
    values: fc.array(value, { maxLength: 4 }),
  });
  const empty = fc.constant({ column, op: 'is-null' as const });
  const text = fc.record({
    column: fc.constant('word'),
    op: fc.constantFrom('contains' as const, 'starts-with' as const),
    value: fc.constantFrom(...words),
  });
  return fc.oneof(simple, list, empty, text) as fc.Arbitrary<Condition>;
});

const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    comparison,
    fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
})).condition;

/** By code point, as UTF-8 bytes are ordered. */
function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function compare(column: string, a: Scalar, b: Scalar): number {
  if (column === 'amount')
    return compareNumbers(BigInt(String(a).replace('.', '')), BigInt(String(b).replace('.', '')));
  if (column === 'big') return compareNumbers(BigInt(String(a)), BigInt(String(b)));
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  return compareNumbers(Number(a), Number(b));
}

function compareNumbers<N extends number | bigint>(a: N, b: N): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function holds(where: Condition, candidate: Row): boolean {
  if ('all' in where) return where.all.every((part) => holds(part, candidate));
  if ('any' in where) return where.any.some((part) => holds(part, candidate));
  if ('not' in where) return !holds(where.not, candidate);
  const actual = candidate[where.column] as Scalar;
  if (where.op === 'is-null') return actual === null;
  if (actual === null) return false;
  if (where.op === 'in')
    return where.values.some((value) => value !== null && compare(where.column, actual, value) === 0);
  if (where.value === null) return false;
  const lower = [String(actual).toLowerCase(), String(where.value).toLowerCase()] as const;
  if (where.op === 'contains') return lower[0].includes(lower[1]);
  if (where.op === 'starts-with') return lower[0].startsWith(lower[1]);
  const order = compare(where.column, actual, where.value);
  return { '=': order === 0, '<>': order !== 0, '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[
    where.op
  ];
}

export function describeConditions(engine: string, given: () => Surroundings): void {
  describe(`conditions on ${engine}`, () => {
    let dir: Awaited<ReturnType<typeof temporaryDir>>;
    let app: StorageApplication;
    const rows = fc.sample(row, { numRuns: 60, seed: 7 }).map((sample, id) => ({ ...sample, id }));

    beforeAll(async () => {
      dir = await temporaryDir();
      app = await startApplication({ dataDir: dir.path, stores: { data: { url: await given().newDatabase() } } });
      await app.storage.define({ store: 'data', tables: [table] });
      await app.storage.write({ store: 'data', steps: [{ kind: 'insert', table: 'sample', rows }] });
    }, 60_000);
    afterAll(async () => {
      await app.stop();
      await dir.remove();
    });

    it('select the same rows as a filter in memory', async () => {
      await fc.assert(
        fc.asyncProperty(condition, async (where) => {
          const expected = rows.filter((candidate) => holds(where, candidate)).map(({ id }) => id);
          const found = await app.storage.select({
            store: 'data',
            table: 'sample',
            columns: ['id'],
            where,
            orderBy: [{ column: 'id' }],
          });
          expect(found.map(({ id }) => id)).toEqual(expected);
          expect(await app.storage.count({ store: 'data', table: 'sample', where })).toBe(expected.length);
        }),
        { numRuns: 400 },
      );
    }, 60_000);

    it('order every column as the values are ordered, nulls first', async () => {
      for (const column of Object.keys(values)) {
        const found = await app.storage.select({
          store: 'data',
          table: 'sample',
          columns: [column],
          orderBy: [{ column }],
        });
        const seen = found.map((candidate) => candidate[column] as Scalar);
        const sorted = seen.toSorted((a, b) =>
          a === null || b === null ? Number(b === null) - Number(a === null) : compare(column, a, b),
        );
        expect({ column, seen }).toEqual({ column, seen: sorted });
      }
    });
  });
}
