import { beforeAll, describe, expect, it } from 'vitest';
import { utilityModels } from '../../tests/front-office.js';
import { expressionLanguage } from '../../tests/expression-language.js';
import type { ExpressionLanguage } from '../expressions/compile-source.js';
import { checkModel } from './check-model.js';

let language: ExpressionLanguage;
beforeAll(async () => {
  language = await expressionLanguage();
});

const good = `class: Customer
label: { en: Customer }
labels: { en: Customers }
store: billing
table: KLT001
key: [number]
title: '{name}'
attributes:
  number: { column: KLT_NR, type: integer, label: { en: Number } }
  name: { column: KLT_NAAM, type: text, label: { en: Name } }
`;

/** Every finding as `file:line:column rule`, and whether the marker in the text stands at that place. */
function findings(...files: readonly (readonly [string, string])[]): readonly string[] {
  const checked = checkModel(
    files.map(([file, text]) => ({ file, text })),
    ['own', 'billing'],
    language,
  );
  return checked.findings.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`);
}

/** `file:line:column` of a piece of a text. */
const place = (file: string, text: string, piece: string): string => {
  const before = text.slice(0, text.indexOf(piece));
  return `${file}:${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}`;
};

describe('checking a model', () => {
  it('finds nothing wrong with the core pack and the utility vertical', async () => {
    expect(checkModel(await utilityModels(), ['own', 'billing'], language).findings).toEqual([]);
  });

  it('finds nothing wrong with a small class', () => {
    expect(findings(['good.yaml', good])).toEqual([]);
  });

  it.each<[string, string, string, string, string]>([
    ['an unknown store', 'store: billing', 'store: biling', 'biling', 'objects/unknown-store'],
    ['an unknown attribute in the key', 'key: [number]', 'key: [numbre]', 'numbre', 'objects/unknown-attribute'],
    ['an attribute twice in the key', 'key: [number]', 'key: [ number, number ]', 'number ]', 'objects/duplicate'],
    [
      'an unknown attribute in the search',
      'key: [number]',
      'key: [number]\nsearch: [nobody]',
      'nobody',
      'objects/unknown-attribute',
    ],
    [
      'a search in what is no text',
      'attributes:',
      'search: [born]\nattributes:\n  born: { type: date, label: { en: Born } }',
      'born',
      'objects/search',
    ],
    ['a mistake in the title', "title: '{name}'", "title: 'Dear {nam}'", 'nam}', 'objects/expression'],
    [
      'a mistake in a derived attribute',
      'attributes:',
      'attributes:\n  twice: { type: integer, label: { en: Twice }, derived: =number * nmber }',
      'nmber',
      'objects/expression',
    ],
    [
      'a derived attribute of another type',
      'attributes:',
      'attributes:\n  twice: { type: boolean, label: { en: Twice }, derived: =number * 2 }',
      'number *',
      'objects/expression',
    ],
    ['a mistake in a default', 'type: text,', 'type: text, default: =caller.surname,', 'surname', 'objects/expression'],
    ['a missing English label', 'label: { en: Name }', 'label: { pt: Nome }', 'label: { pt', 'objects/label'],
    ['a missing label', 'labels: { en: Customers }\n', '', 'class', 'objects/label'],
    ['a reference to no class', 'type: text,', 'type: reference, class: Nobody,', 'Nobody', 'objects/unknown-class'],
    [
      'a relation to no class',
      'attributes:',
      'relations:\n  moves: { class: Nobody, to: many, on: { number: customer }, label: { en: Moves } }\nattributes:',
      'Nobody',
      'objects/unknown-class',
    ],
    [
      'a relation over an unknown attribute',
      'attributes:',
      'relations:\n  twins: { class: Customer, to: many, on: { name: surname }, label: { en: Twins } }\nattributes:',
      'surname',
      'objects/unknown-attribute',
    ],
    [
      'a relation named as an attribute',
      'attributes:',
      'relations:\n  name: { class: Customer, to: many, on: { number: number }, label: { en: Twins } }\nattributes:',
      'name: { class',
      'objects/duplicate',
    ],
    [
      'a row rule over an unknown attribute',
      'attributes:',
      'rights:\n  - { roles: [agent], actions: [read], rows: \'surname = "x"\' }\nattributes:',
      'surname',
      'objects/row-rule',
    ],
    [
      'a row rule that no database can answer',
      'attributes:',
      "rights:\n  - { roles: [agent], actions: [read], rows: 'number > 1 and string length(name) > 3' }\nattributes:",
      'string length',
      'objects/row-rule',
    ],
    ['a code without values', 'type: text,', 'type: code,', 'code,', 'objects/attribute'],
    ['a column twice', 'column: KLT_NAAM', 'column: KLT_NR', 'KLT_NR, type: text', 'objects/duplicate'],
    ['no key', 'key: [number]\n', '', 'class', 'objects/key'],
  ])('finds %s', (_, right, wrong, piece, rule) => {
    const text = good.replace(right, wrong);
    expect(text).not.toBe(good);
    expect(findings(['wrong.yaml', text])).toContain(`${place('wrong.yaml', text, piece)} ${rule}`);
  });

  it('finds all mistakes of all files at once, in their order', () => {
    const first = good.replace('store: billing', 'store: biling').replace('{name}', '{nam}');
    const found = findings(
      ['a.yaml', first],
      ['b.yaml', good],
      ['c.yaml', 'extends: Nobody\n'],
      ['d.yaml', 'class: {'],
      ['e.yaml', 'label: { en: X }'],
    );
    expect(found).toEqual([
      'a.yaml:4:8 objects/unknown-store',
      'a.yaml:7:10 objects/expression',
      'b.yaml:1:8 objects/duplicate',
      'c.yaml:1:10 objects/unknown-class',
      expect.stringMatching(/^d.yaml:1:\d+ objects\/yaml$/),
      'e.yaml:1:1 objects/class',
    ]);
  });

  it('places a mistake of an overlay in the overlay', () => {
    const overlay =
      'extends: Customer\ntitle: "{surname}"\nattributes:\n  name: { label: { en: Surname } }\n  age: { type: integer }\n';
    expect(findings(['a.yaml', good], ['b.yaml', overlay])).toEqual([
      'b.yaml:2:10 objects/expression',
      'b.yaml:5:3 objects/label',
    ]);
  });

  it('lays overlays over a class: attributes change and go, rights are added', () => {
    const overlay =
      'extends: Customer\nattributes:\n  name: { label: { en: Surname } }\nrights:\n  - { roles: [agent], actions: [read] }\n';
    const { model } = checkModel(
      [
        { file: 'a', text: good },
        { file: 'b', text: overlay },
      ],
      ['billing'],
      language,
    );
    expect(model.get('Customer')?.attributes.get('name')).toMatchObject({
      label: { en: 'Surname' },
      column: 'KLT_NAAM',
    });
    expect(model.get('Customer')?.rights).toHaveLength(1);
  });
});
