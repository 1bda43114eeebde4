import { english } from './english.js';
import { portuguese } from './portuguese.js';

/** Texts of the engine itself, with `{name}` for values. */
export type MessageKey = keyof typeof english;
export type Catalogue = Readonly<Record<MessageKey, string>>;

const catalogues: Readonly<Record<string, Catalogue>> = { en: english, pt: portuguese };

/** A text of the engine in a language; English when it does not speak it. */
export function message(
  key: MessageKey,
  language: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const text = (catalogues[language] ?? english)[key];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
