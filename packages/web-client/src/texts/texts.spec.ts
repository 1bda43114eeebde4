import { describe, expect, it } from 'vitest';
import en from './en.json' with { type: 'json' };
import { preferredLanguage } from './i18n.js';
import { labelIn } from './label.js';
import pt from './pt.json' with { type: 'json' };

type Catalogue = { readonly [key: string]: string | Catalogue };

function entries(catalogue: Catalogue, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as const] : entries(value, `${path}${key}.`),
  );
}
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').toSorted((one, other) => one.localeCompare(other));

describe('the catalogues of texts', () => {
  it('have the same keys in English and Portuguese', () => {
    expect(entries(pt).map(([key]) => key)).toEqual(entries(en).map(([key]) => key));
  });

  it('have no empty text', () => {
    expect([...entries(en), ...entries(pt)].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('fill in the same values in both languages', () => {
    const portuguese = new Map(entries(pt));
    const different = entries(en).filter(
      ([key, text]) => placeholders(text).join() !== placeholders(portuguese.get(key) ?? '').join(),
    );
    expect(different).toEqual([]);
  });
});

describe('the language of the page', () => {
  it.each([
    ['pt', ['en-GB'], 'pt'],
    [null, ['pt-BR', 'en'], 'pt'],
    [null, ['fr', 'pt'], 'pt'],
    [null, ['fr', 'de'], 'en'],
    ['xx', [], 'en'],
  ])('chosen %s, browser %j: %s', (stored, wanted, language) => {
    expect(preferredLanguage(stored, wanted)).toBe(language);
  });

  it('falls back to English for a label without the reader’s language', () => {
    expect(labelIn({ en: 'Moves', pt: 'Mudanças' }, 'pt')).toBe('Mudanças');
    expect(labelIn({ en: 'Moves' }, 'pt')).toBe('Moves');
    expect(labelIn({ nl: 'Verhuizingen' }, 'pt')).toBe('Verhuizingen');
    expect(labelIn(undefined, 'pt')).toBe('');
  });
});
