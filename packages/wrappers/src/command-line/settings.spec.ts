import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { commandLineSettings } from './settings.js';

const sound = {
  contract: { id: 'meter-tool' },
  operations: {
    read: {
      input: { meter: 'text', 'since?': 'date' },
      output: 'text',
      program: 'cat',
      args: ['{meter}', ['{since}']],
    },
  },
};

function mistakes(settings: unknown): string {
  const { error } = commandLineSettings.safeParse(settings);
  return error === undefined ? '' : z.prettifyError(error);
}

describe('the settings of a command line', () => {
  it('may be short', () => {
    expect(mistakes(sound)).toBe('');
  });

  it('of the manual are right', () => {
    const manual = readFileSync(path.resolve(import.meta.dirname, '../../../../docs/wrappers/command-line.md'), 'utf8');
    const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(manual) ?? [];
    const { components } = parse(yaml) as { readonly components: readonly { readonly settings: unknown }[] };
    expect(components).toHaveLength(1);
    expect(mistakes(components[0]?.settings)).toBe('');
  });

  it('name a placeholder that is no field of the input', () => {
    const read = { ...sound.operations.read, args: ['{meter}', ['--to', '{until}']], stdin: '{text.line}' };
    expect(
      mistakes({ ...sound, operations: { read } })
        .split('\n')
        .toSorted(),
    ).toEqual([
      '  → at operations.read.args[1][1]',
      '  → at operations.read.stdin',
      '✖ "text.line" is not a field of the operation\'s input',
      '✖ "until" is not a field of the operation\'s input',
    ]);
  });

  it('take no secret in arguments, where everybody sees it', () => {
    const read = { ...sound.operations.read, args: ['--password=${METER_PASSWORD}'] };
    expect(mistakes({ ...sound, operations: { read } })).toContain('a secret does not belong here');
  });

  it('take no literal secret in the environment of the programs', () => {
    expect(mistakes({ ...sound, environment: { METER_PASSWORD: 's3cret' } })).toContain('write ${NAME} here');
    expect(mistakes({ ...sound, environment: { METER_PASSWORD: '${METER_PASSWORD}', LANG: 'C' } })).toBe('');
  });

  it('name what they do not know', () => {
    expect(mistakes({ ...sound, enviroment: {} })).toContain('enviroment');
    const misspelt = { output: 'text', program: 'true', exitcodes: { 4: 'not-found' } };
    expect(mistakes({ ...sound, operations: { misspelt } })).toContain('exitcodes');
    const read = { ...sound.operations.read, format: 'yaml', exitCodes: { two: 'refused', 3: 'broken' } };
    const told = mistakes({ ...sound, operations: { read } });
    for (const place of ['operations.read.format', 'exitCodes.two', 'exitCodes.3']) expect(told).toContain(place);
  });
});
