import { Big } from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settleNumbers } from './exact-numbers.js';
import { fillBody } from './fill-body.js';
import { NumberText, readExactJson } from './read-json.js';

const read = (text: string) => readExactJson('crm', 'op', { status: 200, headers: {}, text });

describe('amounts in JSON', () => {
  it('keep the digits that the system wrote', () => {
    expect(
      settleNumbers(read('{"a":12.10,"b":[9007199254740993],"c":1.5e3,"d":12.10}'), {
        a: 'decimal',
        b: ['decimal'],
        c: 'decimal',
        d: 'number',
      }),
    ).toEqual({
      a: '12.10',
      b: ['9007199254740993'],
      c: '1500',
      d: 12.1,
    });
  });

  it('keep their value whatever exponent they are written with', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -20, max: 20 }), (digits, exponent) => {
        const text = `${digits}e${exponent}`;
        const plain = settleNumbers(new NumberText(text), 'decimal');
        return typeof plain === 'string' && /^-?\d+(\.\d+)?$/.test(plain) && new Big(plain).eq(new Big(text));
      }),
    );
  });

  it('are written as numbers with their digits', () => {
    expect(JSON.stringify(fillBody({ amount: '{amount:number}' }, { amount: '007.1000000000000000001' }))).toBe(
      '{"amount":7.1000000000000000001}',
    );
  });
});
