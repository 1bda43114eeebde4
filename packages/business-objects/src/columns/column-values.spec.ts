import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleAttribute } from '../../tests/sample-attribute.js';
import { fromColumn, toColumn } from './column-values.js';

const flag = sampleAttribute({ type: 'boolean', flags: { true: 'J', false: 'N' } });
const day = sampleAttribute({ type: 'date', eightDigits: true });

describe('a value of a legacy column', () => {
  it('that is blank is no value', () => {
    for (const attribute of [sampleAttribute(), flag, day]) {
      expect(fromColumn(attribute, '', true)).toBeNull();
      expect(fromColumn(attribute, '    ', true)).toBeNull();
    }
  });

  it('loses the blanks that fill up its column', () => {
    expect(fromColumn(sampleAttribute(), 'Braga     ', true)).toBe('Braga');
    expect(fromColumn(sampleAttribute(), 'Braga  ', false)).toBe('Braga  ');
  });

  it('that is a flag of another letter or a date that never was is no value', () => {
    expect(fromColumn(flag, 'X', true)).toBeNull();
    expect(fromColumn(day, '00000000', true)).toBeNull();
    expect(fromColumn(day, '20260231', true)).toBeNull();
    expect(fromColumn(day, '2026-1-1', true)).toBeNull();
  });

  it('is written back as it was read', () => {
    const days = fc
      .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(days, (date) => {
        expect(fromColumn(day, toColumn(day, date, false), true)).toBe(date);
      }),
    );
    fc.assert(
      fc.property(fc.boolean(), (value) => {
        expect(fromColumn(flag, toColumn(flag, value, false), true)).toBe(value);
      }),
    );
  });

  it('that is missing is written as a blank where the column takes no null', () => {
    expect(toColumn(day, null, false)).toBe('');
    expect(toColumn(day, null, true)).toBeNull();
    expect(toColumn(sampleAttribute({ type: 'integer' }), null, false)).toBeNull();
  });
});
