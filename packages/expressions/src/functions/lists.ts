import type { ValueType } from '../contract/index.js';
import { temporalLiteral } from '../temporal/temporal-literal.js';
import { BOOLEAN, join, listOf, NUMBER, UNKNOWN } from '../types/value-types.js';
import { equal } from '../values/equality.js';
import { orderOf } from '../values/order.js';
import type { BuiltIn } from './built-in.js';

type List = readonly unknown[];

const list = { name: 'list', type: listOf(UNKNOWN) };
const numbers = { name: 'list', type: listOf(NUMBER) };
const element = { name: 'element', type: UNKNOWN };
const asList = (value: unknown): List => value as List;

function elementOf(given: readonly ValueType[]): ValueType {
  return join(given.map((type) => (type.kind === 'list' ? type.of : type)));
}

function sameList(given: readonly ValueType[]): ValueType {
  return listOf(elementOf(given.slice(0, 1)));
}

/** The list with its numbers, or null if anything else is in it. */
function onNumbers(name: string, compute: (values: readonly number[]) => number | null): BuiltIn {
  const run = ([values]: List): number | null => {
    const all = asList(values);
    return all.length > 0 && all.every((value) => typeof value === 'number') ? compute(all) : null;
  };
  return { name, parameters: [numbers], spread: true, result: NUMBER, run };
}

function extreme(name: string, better: (order: number) => boolean): BuiltIn {
  const run = ([values]: List): unknown => {
    const [first, ...others] = asList(values);
    let best: unknown = first ?? null;
    for (const value of others) {
      const found = orderBetween(value, best);
      if (found === undefined) return null;
      if (better(found)) best = value;
    }
    return best;
  };
  return { name, parameters: [list], spread: true, result: elementOf, run };
}

/** Texts that are dates, times or durations are ordered as such: `P9D` comes before `P10D`. */
function orderBetween(a: unknown, b: unknown): number | undefined {
  const type = typeof a === 'string' ? temporalLiteral(a) : undefined;
  return (type === undefined ? undefined : orderOf(type)?.(a, b)) ?? orderOf(UNKNOWN)?.(a, b);
}

function quantifier(name: string, decisive: boolean): BuiltIn {
  const run = ([values]: List): boolean | null => {
    if (asList(values).includes(decisive)) return decisive;
    return asList(values).every((value) => value === !decisive) ? !decisive : null;
  };
  return { name, parameters: [{ name: 'list', type: listOf(BOOLEAN) }], spread: true, result: BOOLEAN, run };
}

function has(values: List, sought: unknown): boolean {
  return values.some((value) => equal('unknown', value, sought) === true);
}

/** DMN 1.5, 10.3.4.4. A list that is null makes the result null; one value counts as a list of it. */
export const listFunctions: readonly BuiltIn[] = [
  { name: 'count', parameters: [list], result: NUMBER, run: ([values]) => asList(values).length },
  onNumbers('sum', (values) => values.reduce((a, b) => a + b, 0)),
  onNumbers('mean', (values) => values.reduce((a, b) => a + b, 0) / values.length),
  extreme('min', (order) => order < 0),
  extreme('max', (order) => order > 0),
  quantifier('all', false),
  quantifier('any', true),
  {
    name: 'list contains',
    parameters: [list, element],
    result: BOOLEAN,
    run: ([values, sought]) => has(asList(values), sought),
  },
  {
    name: 'append',
    parameters: [list, element],
    result: (given) => listOf(elementOf(given)),
    run: ([values, added]) => [...asList(values), added],
  },
  {
    name: 'concatenate',
    parameters: [list, { name: 'other', type: listOf(UNKNOWN) }],
    result: (given) => listOf(elementOf(given)),
    run: ([values, other]) => [...asList(values), ...asList(other)],
  },
  { name: 'reverse', parameters: [list], result: sameList, run: ([values]) => asList(values).toReversed() },
  {
    name: 'distinct values',
    parameters: [list],
    result: sameList,
    run: ([values]) => asList(values).reduce<List>((kept, value) => (has(kept, value) ? kept : [...kept, value]), []),
  },
  {
    name: 'index of',
    parameters: [list, { name: 'match', type: UNKNOWN }],
    result: listOf(NUMBER),
    run: ([values, sought]) =>
      asList(values).flatMap((value, index) => (equal('unknown', value, sought) === true ? [index + 1] : [])),
  },
];
