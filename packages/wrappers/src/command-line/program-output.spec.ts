import { describe, expect, it } from 'vitest';
import { programOutput } from './program-output.js';

describe('the output of a program', () => {
  it('is text without the line end at its end', () => {
    expect(programOutput('tool', { format: 'text', at: '', output: 'text' }, 'two\nlines\n')).toBe('two\nlines');
    expect(programOutput('tool', { format: 'text', at: '', output: 'integer' }, '42\n')).toBe(42);
  });

  it('is lines', () => {
    expect(programOutput('tool', { format: 'lines', at: '', output: ['text'] }, 'a\r\n\nb\n')).toEqual(['a', 'b']);
  });

  it('is JSON, or a part of it', () => {
    const output = { balance: 'decimal' } as const;
    expect(programOutput('tool', { format: 'json', at: 'data.0', output }, '{"data":[{"balance":"1.10"}]}')).toEqual({
      balance: '1.10',
    });
  });

  it('is records of CSV whose fields are as the shape says; decimals stay text', () => {
    const output = [{ id: 'integer', name: 'text', amount: 'decimal', 'paid?': 'boolean', at: 'date?' }] as const;
    const csv = 'id,name,amount,paid,at\n7,"Ana, ""A""",0.10,true,\n8,Rui,1e400,maybe,2026-01-02\n';
    expect(programOutput('tool', { format: 'csv', at: '', output: output as never }, csv)).toEqual([
      { id: 7, name: 'Ana, "A"', amount: '0.10', paid: true, at: null },
      { id: 8, name: 'Rui', amount: '1e400', paid: 'maybe', at: '2026-01-02' },
    ]);
  });

  it('that cannot be read is told with what the program wrote', () => {
    expect(() => programOutput('tool', { format: 'json', at: '', output: 'json' }, 'Segfault')).toThrow(
      expect.objectContaining({ code: 'refused', message: expect.stringContaining('tool did not answer with json') }),
    );
    expect(() => programOutput('tool', { format: 'csv', at: '', output: [{ a: 'text' }] }, 'a,b\n1\n')).toThrow(
      'tool did not answer with csv',
    );
  });
});
