import { describe, expect, it } from 'vitest';
import { sampleAttribute } from '../../tests/sample-attribute.js';
import type { AttributeType } from '../contract/index.js';
import { checkValue } from './attribute-value.js';

const check = (type: AttributeType, value: string | number | boolean | null, extra = {}) =>
  checkValue(sampleAttribute({ type, ...extra }), value, [{ value: 'open', label: { en: 'Open' } }]);

describe('a value that is to be written', () => {
  it.each<[AttributeType, string | number | boolean, unknown, object?]>([
    ['integer', 12, 12],
    ['decimal', '0012.5', '12.500', { precision: 12, scale: 3 }],
    ['decimal', 12.25, '12.250', { precision: 12, scale: 3 }],
    ['money', '-3', '-3.00', { precision: 12, scale: 2 }],
    ['date', '2024-02-29', '2024-02-29'],
    ['timestamp', '2026-01-31T10:30:00+01:00', '2026-01-31T09:30:00.000Z'],
    ['email', 'vera.oliveira@example.com', 'vera.oliveira@example.com'],
    ['phone', '+351 253 566 144', '+351 253 566 144'],
    ['code', 'open', 'open'],
    ['text', '  ', null],
  ])('of type %s: %s is taken as %s', (type, given, taken, extra = {}) => {
    expect(check(type, given, extra)).toEqual({ value: taken });
  });

  it.each<[AttributeType, string | number | boolean, object?]>([
    ['integer', 1.5],
    ['integer', '12'],
    ['decimal', '1e3', { precision: 12, scale: 3 }],
    ['decimal', '1.2345', { precision: 12, scale: 3 }],
    ['decimal', '12345678901', { precision: 12, scale: 3 }],
    ['date', '2026-02-30'],
    ['date', '31-01-2026'],
    ['timestamp', '2026-01-31T10:30:00'],
    ['email', 'vera@'],
    ['email', 'vera@example.com, other@example.com'],
    ['phone', 'call me'],
    ['code', 'lost'],
    ['text', 'too long', { maxLength: 3 }],
    ['text', 'a\0b'],
    ['boolean', 'J'],
  ])('of type %s: %s is refused', (type, given, extra = {}) => {
    expect(check(type, given, extra)).toHaveProperty('problem');
  });

  it('must be there when it is required', () => {
    expect(check('text', null, { required: true })).toEqual({ problem: 'must be given' });
    expect(check('text', ' ', { required: true })).toEqual({ problem: 'must be given' });
  });
});
