export type Cell = string | number | null;
export type Unit = 'count' | 'seconds' | 'percent' | 'text';

/** A value as a person reads it, in the language's own way; seconds and percent with one decimal. */
export function formatCell(value: Cell, unit: Unit, language: string): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  if (unit === 'percent')
    return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(value);
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
}

/** English stands in for a language that a text lacks. */
export function inLanguage(text: Readonly<Record<string, string>>, language: string): string {
  return text[language] ?? text['en'] ?? Object.values(text)[0] ?? '';
}
