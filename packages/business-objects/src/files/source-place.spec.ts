import { describe, expect, it } from 'vitest';
import { parseModelFile } from './parse-model-file.js';
import { positionOf } from './source-place.js';

const place = (
  text: string,
  path: readonly (string | number)[],
  marker: string,
): { readonly found: { line: number; column: number }; readonly wanted: { line: number; column: number } } => {
  const { source } = parseModelFile({ file: 'x.yaml', text });
  if (!source) throw new Error('not parsed');
  const value = String(source.document.getIn(path));
  const before = text.slice(0, text.indexOf(marker));
  return {
    found: positionOf(source, { path, within: value.indexOf(marker) }),
    wanted: { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') },
  };
};

describe('a place inside a text of a YAML file', () => {
  it.each([
    ['plain', 'class: A\ntitle: hello {WRONG} there\n'],
    ['single quoted', "class: A\ntitle: 'it''s {WRONG} there'\n"],
    ['double quoted', 'class: A\ntitle: "a \\"b\\" \\u0041 {WRONG} there"\n'],
    ['a literal block', 'class: A\ntitle: |\n  first line\n  second {WRONG} line\n'],
    ['a folded block', 'class: A\ntitle: >-\n  first line\n  second {WRONG} line\n'],
  ])('is found when the text is %s', (_, text) => {
    const { found, wanted } = place(text, ['title'], 'WRONG');
    expect(found).toEqual(wanted);
  });

  it('is the deepest place there is when the path ends early', () => {
    const { source } = parseModelFile({ file: 'x.yaml', text: 'class: A\nattributes:\n  name: { type: text }\n' });
    if (!source) throw new Error('not parsed');
    expect(positionOf(source, { path: ['attributes', 'name', 'label', 'en'] })).toEqual({ line: 3, column: 3 });
  });
});
