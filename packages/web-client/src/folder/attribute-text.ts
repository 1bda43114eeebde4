import type { AttributeInfo, Json } from '../api/contracts.js';
import { jsonText } from '../api/json-text.js';
import type { Formats } from '../formats/formats.js';
import { labelIn } from '../texts/label.js';

/** What the reader's language says for yes and no. */
export interface Words {
  readonly yes: string;
  readonly no: string;
}

/** A value of a business object as a person reads it; null when there is nothing to read. */
export function attributeText(
  attribute: AttributeInfo,
  value: Json | undefined,
  formats: Formats,
  language: string,
  words: Words,
): string | null {
  if (value === undefined || value === null || value === '') return null;
  switch (attribute.type) {
    case 'boolean':
      return value === true ? words.yes : words.no;
    case 'date':
      return formats.date(jsonText(value));
    case 'timestamp':
      return formats.dateTime(jsonText(value));
    case 'money':
      return formats.money(jsonText(value), attribute.currency ?? 'EUR');
    case 'decimal':
      return formats.decimal(jsonText(value));
    case 'code':
      return labelIn(attribute.codes?.find((code) => code.value === value)?.label, language) || jsonText(value);
    case 'json':
      return JSON.stringify(value);
    default:
      return jsonText(value);
  }
}

/** Columns of digits stand at the end. */
export function isNumeric(attribute: AttributeInfo): boolean {
  return attribute.type === 'money' || attribute.type === 'decimal';
}
