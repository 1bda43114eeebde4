import type { Condition } from '@caruso/storage-manager/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionHolds } from './condition-holds.js';

const types = { amount: 'decimal', name: 'text', count: 'integer' };
const row = { amount: '10.50', name: 'João Silva', count: 3, note: null };
const holds = (condition: Condition): boolean => conditionHolds(condition, row, types);

describe('a condition met by the wrapper', () => {
  it('compares decimals by their number', () => {
    expect(holds({ column: 'amount', op: '=', value: '10.5' })).toBe(true);
    expect(holds({ column: 'amount', op: '>', value: '9' })).toBe(true);
  });

  it('ignores case in parts of texts only', () => {
    expect(holds({ column: 'name', op: 'contains', value: 'SILVA' })).toBe(true);
    expect(holds({ column: 'name', op: 'starts-with', value: 'joão' })).toBe(true);
    expect(holds({ column: 'name', op: '=', value: 'joão silva' })).toBe(false);
  });

  it('never holds for a comparison with null, nor for its negation', () => {
    const comparison = fc.constantFrom('=' as const, '<>' as const, '<' as const, '>=' as const, 'contains' as const);
    fc.assert(
      fc.property(comparison, fc.string(), (op, value) => {
        const condition: Condition = { column: 'note', op, value };
        return !holds(condition) && !holds({ not: condition });
      }),
    );
    expect(holds({ column: 'note', op: 'is-null' })).toBe(true);
  });

  it('of a known value holds, or its negation does', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom('=' as const, '<' as const, '>=' as const), (value, op) => {
        const condition: Condition = { column: 'count', op, value };
        return holds(condition) !== holds({ not: condition });
      }),
    );
  });

  it('takes all and any as de Morgan says', () => {
    const part = fc.boolean().map((yes): Condition => ({ column: 'count', op: yes ? '=' : '<>', value: 3 }));
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 4 }),
        (parts) => holds({ all: parts }) === holds({ not: { any: parts.map((not) => ({ not })) } }),
      ),
    );
  });
});
