import type { ValueType } from '../contract/index.js';
import type {
  Between,
  Comparison,
  ComparisonOperator,
  Membership,
  MembershipTest,
  Span,
} from '../syntax/expression.js';
import { accepts, BOOLEAN, describeType, isOpen, listOf } from '../types/value-types.js';
import { equal } from '../values/equality.js';
import { orderOf } from '../values/order.js';
import type { Order } from '../values/order.js';
import type { Environment } from './environment.js';
import { broken, computed } from './typed.js';
import type { Typed } from './typed.js';

type Test = (a: unknown, b: unknown) => boolean | null;

const verdicts: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

export function compileComparison({ operator, left, right, span }: Comparison, environment: Environment): Typed {
  const a = environment.compile(left, environment);
  const b = environment.compile(right, environment);
  const test = testOf(operator, a.type, b.type, span, environment);
  if (test === undefined) return broken;
  return computed(BOOLEAN, [a, b], (scope, locals) => test(a.run(scope, locals), b.run(scope, locals)));
}

export function compileBetween({ value, low, high }: Between, environment: Environment): Typed {
  const [x, a, b] = [value, low, high].map((part) => environment.compile(part, environment));
  if (x === undefined || a === undefined || b === undefined) return broken;
  const atLeast = testOf('>=', x.type, a.type, low.span, environment);
  if (atLeast === undefined) return broken;
  const atMost = testOf('<=', x.type, b.type, high.span, environment);
  if (atMost === undefined) return broken;
  return computed(BOOLEAN, [x, a, b], (scope, locals) => {
    const tested = x.run(scope, locals);
    return both(atLeast(tested, a.run(scope, locals)), atMost(tested, b.run(scope, locals)));
  });
}

export function compileMembership({ value, tests }: Membership, environment: Environment): Typed {
  const tested = environment.compile(value, environment);
  const made = tests.map((test) => compileTest(test, tested, environment));
  if (made.includes(broken)) return broken;
  return computed(BOOLEAN, [tested, ...made], (scope, locals) => {
    let result: boolean | null = false;
    for (const { run } of made) {
      const verdict = run(scope, locals);
      if (verdict === true) return true;
      if (verdict === null) result = null;
    }
    return result;
  });
}

function compileTest(test: MembershipTest, tested: Typed, environment: Environment): Typed {
  if (test.kind === 'operator') {
    const right = environment.compile(test.right, environment);
    const verdict = testOf(test.operator, tested.type, right.type, test.span, environment);
    if (verdict === undefined) return broken;
    return computed(BOOLEAN, [tested, right], (scope, locals) =>
      verdict(tested.run(scope, locals), right.run(scope, locals)),
    );
  }
  if (test.kind === 'interval') {
    const [low, high] = [environment.compile(test.low, environment), environment.compile(test.high, environment)];
    const above = testOf(test.lowIncluded ? '>=' : '>', tested.type, low.type, test.low.span, environment);
    if (above === undefined) return broken;
    const below = testOf(test.highIncluded ? '<=' : '<', tested.type, high.type, test.high.span, environment);
    if (below === undefined) return broken;
    return computed(BOOLEAN, [tested, low, high], (scope, locals) => {
      const value = tested.run(scope, locals);
      return both(above(value, low.run(scope, locals)), below(value, high.run(scope, locals)));
    });
  }
  return compileValueTest(test.value, tested, environment);
}

/** `x in xs` and `x in (1, 2)`: equal to the value, or to an item of it if it is a list. */
function compileValueTest(value: Comparison['right'], tested: Typed, environment: Environment): Typed {
  const candidate = environment.compile(value, environment);
  const inList = candidate.type.kind === 'list' && tested.type.kind !== 'list' ? candidate.type.of : candidate.type;
  const same = testOf('=', tested.type, inList, value.span, environment);
  if (same === undefined) return broken;
  return computed(BOOLEAN, [tested, candidate], (scope, locals) => {
    const [sought, found] = [tested.run(scope, locals), candidate.run(scope, locals)];
    if (!Array.isArray(found)) return same(sought, found);
    return found.some((item) => same(sought, item) === true) || (Array.isArray(sought) && same(sought, found) === true);
  });
}

/** The comparison of two types; reports and gives undefined if they cannot be compared. */
export function testOf(
  operator: ComparisonOperator,
  left: ValueType,
  right: ValueType,
  span: Span,
  { report }: Environment,
): Test | undefined {
  if (!accepts(left, right) && !accepts(right, left)) {
    report(span, `A ${describeType(left)} cannot be compared with a ${describeType(right)}`, advise(left, right));
    return undefined;
  }
  const type = isOpen(left) ? right : left;
  if (operator === '=' || operator === '!=') {
    const wanted = operator === '=';
    return (a, b) => {
      const same = equal(type.kind, a, b);
      return same === null ? null : same === wanted;
    };
  }
  const order = orderOf(type);
  if (order === undefined) {
    report(span, `A ${describeType(type)} is neither smaller nor greater than another`, 'Compare with = or !=');
    return undefined;
  }
  return ordering(order, verdicts[operator] ?? (() => false));
}

function ordering(order: Order, verdict: (order: number) => boolean): Test {
  return (a, b) => {
    const found = order(a, b);
    return found === undefined ? null : verdict(found);
  };
}

function advise(left: ValueType, right: ValueType): string {
  const kinds = [left.kind, right.kind];
  if (kinds.includes('text')) {
    if (kinds.includes('number')) return 'Write the number without quotes, or make the text a number with number(…)';
    const temporal = kinds.find((kind) => kind === 'duration' || kind === 'time' || kind.startsWith('date'));
    if (temporal !== undefined) return `Make the text a ${temporal} with ${temporal}("…")`;
    if (kinds.includes('boolean')) return 'Write true or false without quotes';
  }
  if (accepts(left, listOf(right)) || accepts(listOf(left), right)) return 'To look into a list, write: value in list';
  if (kinds.includes('date') && kinds.includes('date and time')) return 'Make the date and time a date with date(…)';
  return 'Compare values of the same type';
}

/** "and" of three values (DMN 1.5, table 50). */
export function both(a: unknown, b: unknown): boolean | null {
  if (a === false || b === false) return false;
  return a === true && b === true ? true : null;
}
