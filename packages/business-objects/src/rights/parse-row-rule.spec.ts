import { describe, expect, it } from 'vitest';
import { parseRowRule } from './parse-row-rule.js';

const rule = (source: string) => {
  const parsed = parseRowRule(source);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.rule;
};
const refused = (source: string): string => {
  const parsed = parseRowRule(source);
  return parsed.ok ? '' : source.slice(parsed.problem.from, parsed.problem.to);
};

describe('a row rule', () => {
  it('compares an attribute with the caller', () => {
    expect(rule('number = caller.customer')).toMatchObject({
      kind: 'compare',
      op: '=',
      left: { name: 'number' },
      right: { kind: 'caller', field: 'customer' },
    });
  });

  it('turns a comparison with the attribute on the right round', () => {
    expect(rule('5 < amount')).toMatchObject({ op: '>', left: { name: 'amount' }, right: { value: 5 } });
  });

  it('binds "and" before "or"', () => {
    expect(rule('a = 1 or b = 2 and c = 3')).toMatchObject({
      kind: 'or',
      parts: [{ kind: 'compare' }, { kind: 'and' }],
    });
  });

  it('knows lists, negation, words for signs, dates and boolean attributes', () => {
    expect(rule('state in ["open", "new"]')).toMatchObject({
      kind: 'in',
      options: [{ value: 'open' }, { value: 'new' }],
    });
    expect(rule('team in caller.roles')).toMatchObject({ kind: 'in', options: 'caller.roles' });
    expect(rule('not(blocked)')).toMatchObject({ kind: 'not', rule: { op: '=', right: { value: true } } });
    expect(rule('amount lt 5')).toMatchObject({ op: '<' });
    expect(rule('date >= @"2026-01-01"')).toMatchObject({ right: { value: '2026-01-01' } });
  });

  it('that no database could answer is refused at the place in question', () => {
    expect(refused('customer.name = "x"')).toBe('customer.name');
    expect(refused('upper case(name) = "X"')).not.toBe('');
    expect(refused('count(list) > 2')).toBe('count');
    expect(refused('a = b')).toBe('b');
    expect(refused('a + 1 = 2')).toBe('+');
    expect(refused('a = 1 and')).toBe('');
    expect(parseRowRule('a = 1 and').ok).toBe(false);
  });
});
