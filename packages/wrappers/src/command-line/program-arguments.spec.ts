import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { programArguments } from './program-arguments.js';

const args = ['--customer', '{customer}', '--note={note}'];

describe('the arguments of a program', () => {
  it('are one for one template, whatever the values hold', () => {
    const text = fc.string().filter((value) => !value.includes('\0') && !value.startsWith('-'));
    fc.assert(
      fc.property(
        text,
        fc.string({ unit: fc.constantFrom(' ', ';', '$(x)', '"', "'", '\n', '-') }),
        (customer, note) => {
          expect(programArguments('tool', { args, allowDashes: false }, { customer, note })).toEqual([
            '--customer',
            customer,
            `--note=${note}`,
          ]);
        },
      ),
    );
  });

  it('refuse a value that the program would take for an option', () => {
    const input = { customer: '--delete-all', note: '' };
    expect(() => programArguments('tool', { args, allowDashes: false }, input)).toThrow(
      expect.objectContaining({ code: 'invalid', message: 'A value may not begin with "-": --delete-all' }),
    );
    expect(() => programArguments('tool', { args: ['{a}{b}'], allowDashes: false }, { a: '', b: '-x' })).toThrow(
      'begin with "-": -x',
    );
    expect(programArguments('tool', { args, allowDashes: true }, input)).toContain('--delete-all');
  });

  it('refuse what no argument can hold', () => {
    const input = { customer: 'a\0b', note: '' };
    expect(() => programArguments('tool', { args, allowDashes: false }, input)).toThrow('NUL');
  });

  it('leave out a group without its value, and miss a value outside a group', () => {
    const grouped = { args: ['list', ['--since', '{since}']], allowDashes: false };
    expect(programArguments('tool', grouped, {})).toEqual(['list']);
    expect(programArguments('tool', grouped, { since: null })).toEqual(['list']);
    expect(programArguments('tool', grouped, { since: '2026-01-01' })).toEqual(['list', '--since', '2026-01-01']);
    expect(() => programArguments('tool', { args, allowDashes: false }, { note: '' })).toThrow('"customer" is missing');
  });
});
