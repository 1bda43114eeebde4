import { useTranslation } from 'react-i18next';
import type { Label } from '../api/contracts.js';

/** The text in the reader's language, else in English, else any: something is better than an empty cell. */
export function labelIn(label: Label | undefined, language: string): string {
  if (!label) return '';
  return label[language] ?? label['en'] ?? Object.values(label)[0] ?? '';
}

export function useLabel(): (label: Label | undefined) => string {
  const { i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  return (label) => labelIn(label, language);
}
