import { allOf, anyOf, comparison, oneOf } from '../columns/conditions.js';
import type { RowFilter } from '../columns/conditions.js';
import type { Attribute, ClassModel } from '../model/class-model.js';
import { firstKeyPart } from '../model/first-key-part.js';
import type { Caller } from './caller.js';
import type { Comparison, RowRule, RuleOperand } from './row-rule.js';

type Constant = string | number | boolean | null;
/** `absent`: the caller has no customer. Nothing is true of it, not even a negation, so that a missing customer opens no row. */
type Known = { readonly known: Constant } | 'absent';

/** `caller.customer` is the customer's key: decoded for a key attribute, as it is for a reference, which holds keys. */
export function callerValue(
  operand: Extract<RuleOperand, { kind: 'caller' | 'constant' }>,
  caller: Caller,
  attribute: Attribute | null,
): Known {
  if (operand.kind === 'constant') return { known: operand.value };
  if (operand.field !== 'customer') return { known: caller[operand.field] };
  if (caller.customer === null) return 'absent';
  if (attribute === null || attribute.type === 'reference') return { known: caller.customer };
  return { known: firstKeyPart(caller.customer) };
}

const opposite: Readonly<Record<Comparison, Comparison>> = {
  '=': '<>',
  '<>': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/**
 * A row rule as a condition for the database. Negations are pushed down to the comparisons, so that one of unknown outcome
 * (a missing value, a caller without customer) grants nothing on either side of a `not`.
 */
export function ruleFilter(rule: RowRule, model: ClassModel, caller: Caller, negate = false): RowFilter {
  switch (rule.kind) {
    case 'not':
      return ruleFilter(rule.rule, model, caller, !negate);
    case 'and':
    case 'or': {
      const parts = rule.parts.map((part) => ruleFilter(part, model, caller, negate));
      return (rule.kind === 'and') === negate ? anyOf(parts) : allOf(parts);
    }
    case 'compare':
      return compareFilter(rule.left, negate ? opposite[rule.op] : rule.op, rule.right, model, caller);
    case 'in': {
      const options =
        rule.options === 'caller.roles'
          ? caller.roles.map((value): RuleOperand => ({ kind: 'constant', value }))
          : rule.options;
      const parts = options.map((option) => compareFilter(rule.left, negate ? '<>' : '=', option, model, caller));
      return negate ? allOf(parts) : (mergedIn(rule.left, options, model, caller) ?? anyOf(parts));
    }
  }
}

/** One `in` instead of many comparisons, where the list holds constants only. */
function mergedIn(
  left: RuleOperand,
  options: readonly RuleOperand[],
  model: ClassModel,
  caller: Caller,
): RowFilter | null {
  const attribute = left.kind === 'attribute' ? model.attributes.get(left.name) : undefined;
  if (!attribute) return null;
  const values = options.flatMap((option) =>
    option.kind === 'attribute' ? [] : [callerValue(option, caller, attribute)],
  );
  return oneOf(
    attribute,
    values.flatMap((value) => (value === 'absent' ? [] : [value.known])),
  );
}

function compareFilter(
  left: RuleOperand,
  op: Comparison,
  right: RuleOperand,
  model: ClassModel,
  caller: Caller,
): RowFilter {
  if (left.kind === 'attribute') {
    const attribute = model.attributes.get(left.name);
    if (!attribute || right.kind === 'attribute') return false;
    const value = callerValue(right, caller, attribute);
    return value === 'absent' ? false : comparison(attribute, op, value.known);
  }
  if (right.kind === 'attribute') return false;
  const [a, b] = [callerValue(left, caller, null), callerValue(right, caller, null)];
  return a !== 'absent' && b !== 'absent' && compareConstants(a.known, op, b.known) === true;
}

/** FEEL's comparison of two constants; unknown between values of different types and for the order of null. */
export function compareConstants(a: Constant, op: Comparison, b: Constant): boolean | 'unknown' {
  if (a === null || b === null) return op === '=' ? a === b : op === '<>' ? a !== b : 'unknown';
  if (typeof a !== typeof b) return 'unknown';
  switch (op) {
    case '=':
      return a === b;
    case '<>':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}
