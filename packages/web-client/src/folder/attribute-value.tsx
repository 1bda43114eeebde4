import { useTranslation } from 'react-i18next';
import type { AttributeInfo, Json } from '../api/contracts.js';
import { useFormats } from '../formats/use-formats.js';
import { attributeText } from './attribute-text.js';

export function AttributeValue({
  attribute,
  value,
}: {
  readonly attribute: AttributeInfo;
  readonly value: Json | undefined;
}) {
  const { t, i18n } = useTranslation();
  const text = attributeText(attribute, value, useFormats(), i18n.resolvedLanguage ?? 'en', {
    yes: t('yes'),
    no: t('no'),
  });
  if (text === null)
    return (
      <span className="soft" aria-label={t('nothing')}>
        –
      </span>
    );
  if (attribute.type === 'email')
    return (
      <a className="plain-link" href={`mailto:${text}`}>
        {text}
      </a>
    );
  if (attribute.type === 'phone')
    return (
      <a className="plain-link number" href={`tel:${text.replaceAll(' ', '')}`}>
        {text}
      </a>
    );
  return text;
}
