import { describe, expect, it } from 'vitest';
import { splitLookupConditions } from './lookup-conditions.js';

describe('the conditions of a lookup', () => {
  it('are equalities joined by and, with their places', () => {
    const where = 'number = customerNumber and city = "Castle and Moat"';
    const conditions = splitLookupConditions(where);
    expect(conditions?.map(({ attribute, expression }) => [attribute, expression])).toEqual([
      ['number', 'customerNumber'],
      ['city', '"Castle and Moat"'],
    ]);
    expect(conditions?.map(({ from, expression }) => where.startsWith(expression, from))).toEqual([true, true]);
  });

  it.each(['number', 'number gt 3', '', 'a = 1 or b'])('are not “%s”', (where) => {
    expect(splitLookupConditions(where)?.every(({ expression }) => !expression.includes(' or '))).not.toBe(true);
  });
});
