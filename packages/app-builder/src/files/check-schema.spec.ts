import { describe, expect, it } from 'vitest';
import { appFileSchema } from '../application/app-file.js';
import { checkSchema } from './check-schema.js';
import { parseYamlSource } from './yaml-source.js';

function findings(text: string): readonly string[] {
  const { findings: found } = checkSchema(parseYamlSource('app.yaml', text), appFileSchema, 'app/schema');
  return found.map(({ line, column, message, advice }) => `${line}:${column} ${message} ${advice}`);
}

const right = ['name: shop', 'title: { en: Shop }', 'languages: [en]', 'components:', '  - use: "@caruso/expressions"'];

describe('an application file', () => {
  it('has no findings when it is right', () => {
    expect(findings(right.join('\n'))).toEqual([]);
  });

  it('reports every mistake at its own place, all at once', () => {
    const text = [
      'name: Shop',
      'title: { en: Shop }',
      'langauges: [en]',
      'components:',
      '  - use: "@caruso/expressions"',
      '    settings: 7',
    ].join('\n');
    expect(findings(text)).toEqual([
      expect.stringMatching(/^1:7 name: must be small letters/),
      expect.stringMatching(/^1:1 "languages" is missing/),
      expect.stringMatching(/^6:15 components\.0\.settings: /),
      expect.stringMatching(/^3:1 "langauges" is not known.*Did you mean "languages"\?/),
    ]);
  });

  it('names the place of broken YAML', () => {
    expect(findings(['name: shop', 'title: { en: Shop'].join('\n'))[0]).toMatch(/^\d+:\d+ .*Mend the YAML/);
  });

  it('names a key that stands twice', () => {
    expect(findings([...right, 'name: other'].join('\n'))[0]).toMatch(/^6:1 .*unique/);
  });
});
