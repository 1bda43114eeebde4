import type { Value } from '@caruso/storage-manager/contract';
import { toComparand } from '../columns/column-values.js';
import type { Attribute, ClassModel } from '../model/class-model.js';
import type { Caller } from './caller.js';
import type { Comparison, RowRule, RuleOperand } from './row-rule.js';
import { callerValue, compareConstants } from './rule-filter.js';

type Values = Readonly<Record<string, Value>>;
type Outcome = boolean | 'unknown';

/** The same question as ruleFilter puts to a database, of values in memory: for rows that are not written yet or not there any more. */
export function ruleHolds(rule: RowRule, model: ClassModel, caller: Caller, values: Values): boolean {
  return outcome(rule, model, caller, values) === true;
}

// Kleene's three values, as in FEEL (DMN 1.5, table 50).
function outcome(rule: RowRule, model: ClassModel, caller: Caller, values: Values): Outcome {
  switch (rule.kind) {
    case 'not': {
      const inner = outcome(rule.rule, model, caller, values);
      return inner === 'unknown' ? inner : !inner;
    }
    case 'and':
    case 'or': {
      const decisive = rule.kind === 'or';
      const parts = rule.parts.map((part) => outcome(part, model, caller, values));
      return parts.includes(decisive) ? decisive : parts.includes('unknown') ? 'unknown' : !decisive;
    }
    case 'compare':
      return compare(rule.left, rule.op, rule.right, model, caller, values);
    case 'in': {
      const options =
        rule.options === 'caller.roles'
          ? caller.roles.map((value): RuleOperand => ({ kind: 'constant', value }))
          : rule.options;
      const parts = options.map((option) => compare(rule.left, '=', option, model, caller, values));
      return parts.includes(true) ? true : parts.includes('unknown') ? 'unknown' : false;
    }
  }
}

function compare(
  left: RuleOperand,
  op: Comparison,
  right: RuleOperand,
  model: ClassModel,
  caller: Caller,
  values: Values,
): Outcome {
  if (right.kind === 'attribute') return 'unknown';
  if (left.kind !== 'attribute') {
    const [a, b] = [callerValue(left, caller, null), callerValue(right, caller, null)];
    return a === 'absent' || b === 'absent' ? 'unknown' : compareConstants(a.known, op, b.known);
  }
  const attribute = model.attributes.get(left.name);
  const other = attribute ? callerValue(right, caller, attribute) : 'absent';
  if (!attribute || other === 'absent') return 'unknown';
  const own = values[left.name] ?? null;
  if (other.known === null) return op === '=' ? own === null : op === '<>' ? own !== null : 'unknown';
  const wanted = toComparand(attribute, other.known);
  if (wanted === undefined || wanted === null || own === null) return 'unknown';
  const held = typeof own === 'object' ? undefined : toComparand(attribute, own);
  if (held === undefined || held === null) return 'unknown';
  return compareConstants(ordinal(attribute, held), op, ordinal(attribute, wanted));
}

function ordinal(attribute: Attribute, value: string | number | boolean): string | number | boolean {
  return attribute.type === 'decimal' || attribute.type === 'money' ? Number(value) : value;
}
