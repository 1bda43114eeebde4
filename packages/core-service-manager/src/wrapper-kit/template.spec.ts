import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTemplate, pick, placeholders } from './template.js';

describe('a template', () => {
  it('takes values by dotted path', () => {
    const values = { customer: { id: 7 }, lines: [{ on: true }], at: new Date(0) };
    expect(fillTemplate('/c/{customer.id}/{lines.0.on}?at={at}', values)).toBe('/c/7/true?at=1970-01-01T00:00:00.000Z');
  });

  it('leaves the braces of JSON alone', () => {
    expect(fillTemplate('{"id": "{id}", "none": {}}', { id: 'A' })).toBe('{"id": "A", "none": {}}');
  });

  it('encodes each value for where it stands', () => {
    expect(fillTemplate('/c/{id}', { id: 'a/b c' }, encodeURIComponent)).toBe('/c/a%2Fb%20c');
  });

  it('names the value that is missing', () => {
    const missing = { code: 'invalid', details: { kind: 'wrong-request', field: 'customer.id' } };
    expect(() => fillTemplate('{customer.id}', {})).toThrow(expect.objectContaining(missing));
    expect(() => fillTemplate('{customer.id}', { customer: { id: null } })).toThrow('"customer.id" is missing');
    expect(() => fillTemplate('{toString}', {})).toThrow('"toString" is missing');
  });

  it('does not fill in a list or an object', () => {
    expect(() => fillTemplate('{lines}', { lines: [1] })).toThrow('"lines" must be a text, a number, true or false');
  });

  it('tells its placeholders', () => {
    expect(placeholders('{a.b} {"c": {d}}')).toEqual(['a.b', 'd']);
  });

  it('never interprets a value: what is filled in is not filled again', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(fillTemplate('<{one}|{other}>', { one, other })).toBe(`<${one}|${other}>`);
      }),
    );
  });
});

describe('picking by path', () => {
  it('finds own members only', () => {
    expect(pick({ data: { items: [1, 2] } }, 'data.items.1')).toBe(2);
    expect(pick({ data: 1 }, '')).toEqual({ data: 1 });
    expect(pick({ data: {} }, 'data.constructor')).toBeUndefined();
    expect(pick('text', 'length')).toBeUndefined();
  });
});
