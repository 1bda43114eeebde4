import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { changesValues } from './changes-values.js';

interface Tree {
  readonly children: readonly Tree[];
}
const tree: z.ZodType<Tree> = z.object({ children: z.array(z.lazy(() => tree)) });

describe('a schema', () => {
  it.each([
    ['a default', z.object({ a: z.number().default(1) })],
    ['a default in a list', z.array(z.object({ a: z.string().optional().default('x') }))],
    ['a transform', z.string().transform((text) => text.length)],
    ['coercion', z.object({ a: z.coerce.number() })],
    ['trimming', z.union([z.number(), z.string().trim()])],
    ['a catch in a record', z.record(z.string(), z.number().catch(0))],
  ])('with %s changes values', (_what, schema) => expect(changesValues(schema)).toBe(true));

  it.each([
    ['plain', z.object({ a: z.string().min(1), b: z.number().optional(), c: z.enum(['x']), d: z.unknown() })],
    ['recursive', tree],
    ['refined', z.object({ a: z.string() }).refine(({ a }) => a !== '')],
  ])('that is %s does not', (_what, schema) => expect(changesValues(schema)).toBe(false));
});
