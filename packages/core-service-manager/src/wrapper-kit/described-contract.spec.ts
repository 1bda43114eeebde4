import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { OperationDefinition } from '../contract/index.js';
import {
  contractSettings,
  describedContract,
  operationName,
  operationSettings,
  schemaOf,
  shapeSchema,
} from './described-contract.js';
import type { Shape } from './described-contract.js';

function mistakes(shape: unknown): readonly string[] {
  const { error } = z.object({ output: shapeSchema }).safeParse({ output: shape });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('a shape', () => {
  it.each([
    ['text', 'Ana', 7],
    ['integer', 7, 7.5],
    ['number', 7.5, '7.5'],
    ['decimal', '-12.50', -12.5],
    ['boolean', true, 'true'],
    ['date', '2026-02-28', '2026-02-30'],
    ['instant', '2026-02-28T10:00:00+01:00', '2026-02-28'],
    ['json', { any: [null] }, undefined],
  ] as const)('%s takes %j and not %j', (shape, good, bad) => {
    const schema = schemaOf(shapeSchema.parse(shape));
    expect(schema.parse(good)).toEqual(good);
    expect(schema.safeParse(bad).success).toBe(false);
  });

  it('that ends in ? may be absent or null, and so may a field whose name does', () => {
    const schema = schemaOf({ name: 'text?', 'address?': { street: 'text' } });
    expect(schema.parse({})).toEqual({});
    expect(schema.parse({ name: null, address: null })).toEqual({ name: null, address: null });
    expect(schema.safeParse({ address: {} }).success).toBe(false);
  });

  it('in brackets is a list', () => {
    expect(schemaOf([{ id: 'integer' }]).parse([{ id: 1, more: 2 }])).toEqual([{ id: 1 }]);
    expect(schemaOf(['text']).safeParse('a').success).toBe(false);
  });

  it('can be a JSON Schema', () => {
    const shape = shapeSchema.parse({ schema: { type: 'string', enum: ['paid', 'open'] } });
    expect(schemaOf(shape).parse('paid')).toBe('paid');
    expect(schemaOf(shape).safeParse('lost').success).toBe(false);
  });

  it('can have a field of the name "schema"', () => {
    expect(schemaOf({ schema: 'text' }).parse({ schema: 'x' })).toEqual({ schema: 'x' });
  });

  it('with mistakes tells each of them and where it is', () => {
    expect(mistakes({ id: 'strng', lines: [{ amount: 'float?' }], two: ['text', 'text'], none: null })).toEqual([
      expect.stringMatching(/^output\.id: "strng" is not a shape: write text, integer/),
      expect.stringMatching(/^output\.lines\.0\.amount: "float\?" is not a shape/),
      expect.stringMatching(/^output\.two: a list has the one shape of its members/),
      expect.stringMatching(/^output\.none: a shape is needed/),
    ]);
    expect(mistakes(undefined)).toEqual([expect.stringMatching(/^output: a shape is needed/)]);
    expect(mistakes('toString')).toHaveLength(1);
  });

  it('keeps every decimal as it is written', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.stringMatching(/^\d{1,20}$/), (whole, fraction) => {
        const text = `${whole}.${fraction}`;
        expect(schemaOf('decimal').parse(text)).toBe(text);
      }),
    );
  });

  it('takes what is made after it, whatever it is (property)', () => {
    const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
      shape: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom<Shape>('text', 'integer?', 'decimal', 'boolean', 'date?', 'json'),
        fc.tuple(tie('shape')),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), tie('shape'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(shape, (made) => {
        const value = example(shapeSchema.parse(made));
        expect(schemaOf(made, { unknownFields: 'refused' }).parse(value)).toEqual(value);
      }),
    );
  });
});

/** A value of the shape, put together without the schema. */
function example(shape: Shape): unknown {
  const words: Readonly<Record<string, unknown>> = {
    text: 'x',
    decimal: '1.10',
    boolean: false,
    json: [1, { a: null }],
  };
  if (typeof shape === 'string') return shape.endsWith('?') ? null : words[shape];
  if (Array.isArray(shape)) return [example(shape[0] as Shape)];
  return Object.fromEntries(
    Object.entries(shape as Record<string, Shape>).map(([key, field]) => [key, example(field)]),
  );
}

describe('a contract written in YAML', () => {
  const settings = contractSettings.parse({ id: 'billing' });
  const balance = operationSettings.parse({
    input: { customer: 'text' },
    output: { balance: 'decimal' },
    idempotent: true,
  });

  it('has its operations, with defaults where nothing is said', () => {
    const contract = describedContract(settings, { balance });
    expect(contract).toMatchObject({ id: 'billing', version: '1.0.0' });
    expect(contract.members['balance']).toMatchObject({ kind: 'operation', idempotent: true, timeoutMs: 30_000 });
  });

  it('refuses unknown fields of inputs and drops those of outputs', () => {
    const { input, output } = describedContract(settings, { balance }).members['balance'] as OperationDefinition;
    expect(input.safeParse({ customer: 'C1', custmer: 'C2' }).success).toBe(false);
    expect(output.parse({ balance: '1.10', internal: 'x' })).toEqual({ balance: '1.10' });
  });

  it('has names that a call can be written with', () => {
    for (const name of ['then', '1st', 'a b', '__proto__', '']) {
      expect(operationName.safeParse(name).success).toBe(false);
      expect(() => describedContract(settings, Object.fromEntries([[name, balance]]))).toThrow('name of an operation');
    }
    expect(contractSettings.safeParse({ id: 'Billing.v1' }).success).toBe(false);
    expect(contractSettings.safeParse({ id: 'billing', version: '1.0' }).success).toBe(false);
  });

  it('can be printed as JSON Schema', () => {
    const { output } = describedContract(settings, { balance }).members['balance'] as OperationDefinition;
    expect(z.toJSONSchema(output)).toMatchObject({ type: 'object', required: ['balance'] });
  });
});
