import { describe, expect, it } from 'vitest';
import { documentOf } from './openapi-document.js';
import { readSchema } from './schema-reader.js';

const document = (schemas: object) => documentOf({ openapi: '3.0.1', components: { schemas } }, 'api.yaml');
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function read(source: unknown, schemas: object = {}, direction: 'input' | 'output' = 'input') {
  return readSchema(document(schemas), source, direction, 'body');
}

describe('a schema of an OpenAPI document', () => {
  it('without a type is still checked', () => {
    const { schema } = read({ properties: { id: { type: 'string' } }, required: ['id'] });
    expect(schema.safeParse({}).success).toBe(false);
    expect(schema.safeParse({ id: '7' }).success).toBe(true);
  });

  it('may refer to itself', () => {
    const { schema } = read(ref('Node'), {
      Node: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string' }, children: { type: 'array', items: ref('Node') } },
      },
    });
    expect(schema.safeParse({ name: 'a', children: [{ name: 'b', children: [] }] }).success).toBe(true);
    expect(schema.safeParse({ name: 'a', children: [{ children: [] }] }).success).toBe(false);
  });

  it('may be nullable (3.0), also a choice', () => {
    const { schema } = read({ type: 'string', enum: ['a', 'b', null], nullable: true });
    expect([null, 'a', 'c'].map((value) => schema.safeParse(value).success)).toEqual([true, true, false]);
  });

  it('names what is not checked', () => {
    const source = {
      type: 'object',
      properties: { a: { type: 'string', format: 'uri-map', pattern: '(?<broken' }, b: { not: { type: 'string' } } },
      required: ['c'],
    };
    expect(read(source).unchecked).toEqual([
      'body.a: format uri-map',
      'body.a: pattern (?<broken',
      'body.b: not',
      'body: required c',
    ]);
  });

  it('does not ask for what only the system writes', () => {
    const source = {
      type: 'object',
      required: ['id', 'name'],
      properties: { id: { type: 'string', readOnly: true }, name: { type: 'string' } },
    };
    expect(read(source, {}, 'input').schema.safeParse({ name: 'x' }).success).toBe(true);
    expect(read(source, {}, 'output').schema.safeParse({ name: 'x' }).success).toBe(false);
  });

  it('leaves defaults to the system', () => {
    expect(read({ type: 'object', properties: { size: { type: 'integer', default: 50 } } }).schema.parse({})).toEqual(
      {},
    );
  });

  it('that leads nowhere is an error that names the reference', () => {
    expect(() => read(ref('Missing'))).toThrow('#/components/schemas/Missing leads nowhere');
  });
});
