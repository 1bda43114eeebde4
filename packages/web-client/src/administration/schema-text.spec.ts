import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { schemaText } from './schema-text.js';

describe('a schema for people', () => {
  it('shows fields, what may be left out, and bounds', () => {
    const schema = z.toJSONSchema(
      z.object({
        report: z.string(),
        from: z.string().optional(),
        limit: z.number().int().min(1).max(500).default(50),
      }),
      { io: 'input' },
    );
    expect(schemaText(schema)).toBe('{\n  report: string\n  from?: string\n  limit?: integer (1 to 500, = 50)\n}');
  });

  it('shows choices, lists and maps', () => {
    expect(schemaText(z.toJSONSchema(z.array(z.enum(['up', 'down']))))).toBe('list of "up" | "down"');
    expect(schemaText(z.toJSONSchema(z.record(z.string(), z.number())))).toBe('map of number');
    expect(schemaText(z.toJSONSchema(z.union([z.string(), z.null()])))).toBe('string | null');
  });

  it('does not show the range of safe integers that every integer has', () => {
    expect(schemaText(z.toJSONSchema(z.number().int()))).toBe('integer');
  });

  it('indents objects in objects', () => {
    expect(schemaText(z.toJSONSchema(z.object({ calls: z.object({ total: z.number() }) })))).toBe(
      '{\n  calls: {\n    total: number\n  }\n}',
    );
  });
});
