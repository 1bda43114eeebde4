import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Language } from './i18n.js';
import { changeLanguage, languages } from './i18n.js';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <NativeSelect
      size="xs"
      aria-label={t('language.label')}
      value={i18n.resolvedLanguage ?? 'en'}
      onChange={(event) => void changeLanguage(event.currentTarget.value as Language)}
      data={languages.map(({ code, name }) => ({ value: code, label: name }))}
    />
  );
}
