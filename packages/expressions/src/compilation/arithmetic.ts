import type { ValueType } from '../contract/index.js';
import type { Arithmetic, ArithmeticOperator, Negation } from '../syntax/expression.js';
import { temporalLiteral } from '../temporal/temporal-literal.js';
import { describeType, isOpen, NUMBER, UNKNOWN } from '../types/value-types.js';
import { arithmeticRules, finite } from '../values/arithmetic-rules.js';
import type { ArithmeticRule } from '../values/arithmetic-rules.js';
import type { Environment } from './environment.js';
import { broken, computed } from './typed.js';
import type { Run, Typed } from './typed.js';

const verbs: Readonly<Record<ArithmeticOperator, string>> = {
  '+': 'added',
  '-': 'subtracted',
  '*': 'multiplied',
  '/': 'divided',
  '**': 'raised to a power',
};

export function compileArithmetic({ operator, left, right, span }: Arithmetic, environment: Environment): Typed {
  const a = environment.compile(left, environment);
  const b = environment.compile(right, environment);
  const rules = arithmeticRules.filter((rule) => fits(rule, operator, a.type, b.type));
  const [rule] = rules;
  if (rule === undefined) {
    const [given, other] = [describeType(a.type), describeType(b.type)];
    environment.report(
      span,
      `A ${given} and a ${other} cannot be ${verbs[operator]}`,
      advise(operator, a.type, b.type),
    );
    return broken;
  }
  const results = new Set(rules.map(({ result }) => result));
  const type = results.size === 1 ? ({ kind: rule.result } as ValueType) : UNKNOWN;
  const known = !isOpen(a.type) && !isOpen(b.type);
  return computed(type, [a, b], known ? staticRun(rule, a.run, b.run) : dynamicRun(rules, a, b));
}

function fits(rule: ArithmeticRule, operator: ArithmeticOperator, left: ValueType, right: ValueType): boolean {
  return (
    rule.operator === operator &&
    (isOpen(left) || rule.left === left.kind) &&
    (isOpen(right) || rule.right === right.kind)
  );
}

function advise(operator: ArithmeticOperator, left: ValueType, right: ValueType): string {
  const kinds = [left.kind, right.kind];
  if (operator === '+' && kinds.includes('text')) return 'Make the other a text with string(…)';
  if (kinds.includes('text') && kinds.includes('number')) return 'Make the text a number with number(…)';
  if (kinds.includes('date') && kinds.includes('number')) return 'Write days as duration("P1D")';
  const can = arithmeticRules.filter((rule) => rule.operator === operator && rule.left === left.kind);
  if (can.length === 0) return `"${operator}" works on numbers${operator === '+' ? ' and texts' : ''}`;
  return `After a ${left.kind}, "${operator}" takes a ${can.map((rule) => rule.right).join(' or ')}`;
}

/** The commonest case, number with number, without a call in between. */
function staticRun(rule: ArithmeticRule, a: Run, b: Run): Run {
  const { apply } = rule;
  if (rule.left !== 'number' || rule.right !== 'number')
    return (scope, locals) => apply(a(scope, locals), b(scope, locals));
  switch (rule.operator) {
    case '+':
      return (scope, locals) => {
        const x = a(scope, locals);
        const y = b(scope, locals);
        return typeof x === 'number' && typeof y === 'number' ? finite(x + y) : null;
      };
    case '-':
      return (scope, locals) => {
        const x = a(scope, locals);
        const y = b(scope, locals);
        return typeof x === 'number' && typeof y === 'number' ? finite(x - y) : null;
      };
    default:
      return (scope, locals) => apply(a(scope, locals), b(scope, locals));
  }
}

/** Chooses the rule by the values; a text counts as a date or duration only if a rule for one of known type wants it. */
function dynamicRun(rules: readonly ArithmeticRule[], a: Typed, b: Typed): Run {
  const temporal = [a.type, b.type].some(
    ({ kind }) => kind === 'duration' || kind === 'time' || kind.startsWith('date'),
  );
  return (scope, locals) => {
    const [x, y] = [a.run(scope, locals), b.run(scope, locals)];
    const [left, right] = [kindOf(x, a.type, temporal), kindOf(y, b.type, temporal)];
    const rule = rules.find((candidate) => candidate.left === left && candidate.right === right);
    return rule === undefined ? null : rule.apply(x, y);
  };
}

function kindOf(value: unknown, type: ValueType, temporal: boolean): string {
  if (!isOpen(type)) return type.kind;
  if (typeof value !== 'string') return typeof value;
  return (temporal ? temporalLiteral(value)?.kind : undefined) ?? 'text';
}

export function compileNegation({ operand, span }: Negation, environment: Environment): Typed {
  const part = environment.compile(operand, environment);
  const { type, run } = part;
  if (isOpen(type) || type.kind === 'number') {
    return computed(NUMBER, [part], (scope, locals) => {
      const value = run(scope, locals);
      return typeof value === 'number' ? -value : null;
    });
  }
  const rule = arithmeticRules.find(
    ({ left, operator, right }) => left === type.kind && operator === '*' && right === 'number',
  );
  if (rule !== undefined) return computed(type, [part], (scope, locals) => rule.apply(run(scope, locals), -1));
  environment.report(span, `A ${describeType(type)} cannot be negated`, '"-" works on numbers and durations');
  return broken;
}
