import { describe, expect, it } from 'vitest';
import { parseModelFile } from './parse-model-file.js';

const at = (text: string) =>
  parseModelFile({ file: 'objects/x.yaml', text }).findings.map(({ line, column, rule, message }) => ({
    line,
    column,
    rule,
    message,
  }));

describe('a model file', () => {
  it('that is not YAML is reported where the reader stumbled', () => {
    const [finding] = at('class: Customer\nlabel: { en: Customer\ntable: X\n');
    expect(finding).toMatchObject({ rule: 'objects/yaml' });
    expect(finding?.line).toBeGreaterThan(1);
  });

  it('with a key twice is reported at the second', () => {
    expect(at('class: Customer\nstore: own\nstore: billing\n')).toEqual([
      { line: 3, column: 1, rule: 'objects/duplicate', message: 'This key is there twice' },
    ]);
  });

  it('has all its unknown keys and wrong values reported at once, each at its place', () => {
    const text = [
      'class: Customer',
      'tabel: KLT001',
      'attributes:',
      '  number: { type: whole, label: { en: Number } }',
      '  Name: { type: text }',
      'rights:',
      '  - { roles: agent, actions: [read, look] }',
    ].join('\n');
    expect(at(text)).toEqual(
      expect.arrayContaining([
        { line: 2, column: 1, rule: 'objects/schema', message: 'There is no key "tabel" here' },
        { line: 4, column: 19, rule: 'objects/schema', message: '"whole" is not one of the possible values' },
        { line: 5, column: 3, rule: 'objects/schema', message: '"Name" cannot be a name' },
        { line: 7, column: 14, rule: 'objects/schema', message: '"agent" is not of the right kind' },
        { line: 7, column: 37, rule: 'objects/schema', message: '"look" is not one of the possible values' },
      ]),
    );
  });

  it('advises the key that was probably meant', () => {
    const { findings } = parseModelFile({ file: 'x.yaml', text: 'class: A\ntabel: T\n' });
    expect(findings[0]?.advice).toContain('Did you mean "table"?');
  });

  it('keeps what is right of a file with mistakes, so that the rest is checked too', () => {
    const { source } = parseModelFile({
      file: 'x.yaml',
      text: 'class: A\nattributes:\n  a: { type: whole, required: true }\n',
    });
    expect(source?.data.attributes).toEqual({ a: { required: true } });
  });

  it('that is empty, a list or a text is reported and not taken for a class', () => {
    for (const text of ['', '# nothing\n', '- a\n', 'hello\n']) {
      const { source, findings } = parseModelFile({ file: 'x.yaml', text });
      expect(source).toBeNull();
      expect(findings).toHaveLength(1);
    }
  });
});
