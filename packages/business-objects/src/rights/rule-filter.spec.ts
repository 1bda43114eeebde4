import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expressionLanguage } from '../../tests/expression-language.js';
import { customer, staff, startFrontOffice, system } from '../../tests/front-office.js';
import type { FrontOffice } from '../../tests/front-office.js';
import { checkModel } from '../checks/check-model.js';
import type { ClassModel } from '../model/class-model.js';
import { createObjectReader } from '../reading/object-reader.js';
import type { ObjectReader } from '../reading/object-reader.js';
import { createTableGate } from '../tables/table-gate.js';
import { callerOf } from './caller.js';
import type { Caller } from './caller.js';
import { parseRowRule } from './parse-row-rule.js';
import type { RowRule } from './row-rule.js';
import { ruleFilter } from './rule-filter.js';
import { ruleHolds } from './rule-holds.js';

const file = {
  file: 'thing.yaml',
  text: `class: Thing
label: { en: Thing }
labels: { en: Things }
store: own
key: [id]
title: '{id}'
attributes:
  id: { type: text, generated: true, label: { en: Id } }
  name: { type: text, label: { en: Name } }
  size: { type: integer, label: { en: Size } }
  price: { type: money, label: { en: Price } }
  open: { type: boolean, label: { en: Open } }
  legacyOpen: { type: boolean, 'true': J, 'false': N, label: { en: Open } }
  day: { type: date, label: { en: Day } }
  legacyDay: { type: date, format: YYYYMMDD, label: { en: Day } }
  owner: { type: reference, label: { en: Owner } }
`,
};

let office: FrontOffice;
let thing: ClassModel;
let reader: ObjectReader;
const callers: readonly Caller[] = [
  callerOf(customer('7')),
  callerOf(customer('a%20b')),
  callerOf(staff('a', 'agent', 'x')),
  callerOf(staff('x')),
];

const options: Readonly<Record<string, readonly (string | number | boolean | null)[]>> = {
  name: [null, 'a', 'b', 'x', 'agent', 'a b', '7'],
  size: [null, 0, 7, 8],
  price: [null, '7.00', '10.00', '-1.50'],
  open: [null, true, false],
  legacyOpen: [null, true, false],
  day: [null, '2026-01-01', '2026-06-30'],
  legacyDay: [null, '2026-01-01', '2026-06-30'],
  owner: [null, '7', 'a%20b', '8'],
};
const constants = [null, 'a', 'x', '7', 7, 8, 10, -1.5, true, false, '2026-01-01', '2026-03-01'] as const;

const constant = fc.constantFrom(...constants).map((value) => ({ kind: 'constant' as const, value }));
const fixed = fc.oneof(
  constant,
  fc
    .constantFrom('id' as const, 'kind' as const, 'customer' as const)
    .map((field) => ({ kind: 'caller' as const, field })),
);
const attribute = fc
  .constantFrom(...Object.keys(options))
  .map((name) => ({ kind: 'attribute' as const, name, from: 0, to: 0 }));
const leaf: fc.Arbitrary<RowRule> = fc.oneof(
  fc.record({
    kind: fc.constant('compare' as const),
    op: fc.constantFrom('=' as const, '<>' as const, '<' as const, '<=' as const, '>' as const, '>=' as const),
    left: fc.oneof({ weight: 4, arbitrary: attribute }, fixed),
    right: fixed,
  }),
  fc.record({
    kind: fc.constant('in' as const),
    left: attribute,
    options: fc.oneof(fc.array(fixed, { maxLength: 3 }), fc.constant('caller.roles' as const)),
  }),
);
const rules: fc.Arbitrary<RowRule> = fc.letrec<{ rule: RowRule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), rule: tie('rule') }),
  ),
})).rule;

beforeAll(async () => {
  office = await startFrontOffice({ models: [file] });
  const { model } = checkModel([file], ['own'], await expressionLanguage());
  const found = model.get('Thing');
  if (!found) throw new Error('Thing does not compile');
  thing = found;
  reader = createObjectReader(office.storage, createTableGate(office.storage, model));
  const names = Object.keys(options);
  for (let index = 0; index < 60; index += 1) {
    const values = Object.fromEntries(
      names.map((name, position) => [
        name,
        options[name]?.[(index * (position + 3) + (index >> 3)) % (options[name]?.length ?? 1)] ?? null,
      ]),
    );
    await office.objects.create({ class: 'Thing', values }, { principal: system });
  }
}, 60_000);
afterAll(() => office.stop());

describe('a row rule', () => {
  it('picks the same rows in the database as it does in memory', async () => {
    const page = { orderBy: [], limit: 1000, offset: 0 };
    const all = await reader.rows(thing, true, page);
    await fc.assert(
      fc.asyncProperty(rules, fc.constantFrom(...callers), async (rule, caller) => {
        const asked = await reader.rows(thing, ruleFilter(rule, thing, caller), page);
        const wanted = all.filter((row) => ruleHolds(rule, thing, caller, row.values));
        expect(asked.map((row) => row.key)).toEqual(wanted.map((row) => row.key));
      }),
      { numRuns: 500 },
    );
  });

  it('opens nothing to somebody without customer, whichever way it is put', () => {
    for (const source of [
      'owner = caller.customer',
      'not(owner = caller.customer)',
      'owner != caller.customer',
      'owner in [caller.customer]',
      'not(owner in [caller.customer])',
    ]) {
      const parsed = parseRowRule(source);
      if (!parsed.ok) throw new Error(source);
      const nobody = callerOf(staff('a', 'agent'));
      expect(ruleFilter(parsed.rule, thing, nobody)).toBe(false);
      expect(ruleHolds(parsed.rule, thing, nobody, { owner: null })).toBe(false);
      expect(ruleHolds(parsed.rule, thing, nobody, { owner: '7' })).toBe(false);
    }
  });
});
