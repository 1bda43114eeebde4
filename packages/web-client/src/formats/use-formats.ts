import { useTranslation } from 'react-i18next';
import type { Formats } from './formats.js';
import { makeFormats } from './formats.js';

const made = new Map<string, Formats>();

/** Dates, numbers and durations as the reader's language writes them. */
export function useFormats(): Formats {
  const { i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  const known = made.get(language);
  if (known) return known;
  const formats = makeFormats(language);
  made.set(language, formats);
  return formats;
}
