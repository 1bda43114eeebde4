import type { DialogStep, Json } from '../api/contracts.js';
import { jsonText } from '../api/json-text.js';

/** What the field holds while one types: text for all but yes or no. */
export type Draft = string | boolean | null;

const separators: Readonly<Record<string, { readonly decimal: string; readonly groups: RegExp }>> = {
  en: { decimal: '.', groups: /[,\s\u00a0\u202f]/g },
  pt: { decimal: ',', groups: /[.\s\u00a0\u202f]/g },
};

/**
 * Decimal text as people of a language write it to canonical text (`1234.5`); null when it is no number. A lone point or comma that
 * cannot group thousands (not three digits behind it) is taken as the decimal sign whatever the language: `21.5` is `21.5` in Portuguese, too.
 */
export function parseDecimal(text: string, language: string): string | null {
  const { decimal, groups } = separators[language] ?? { decimal: '.', groups: /[,\s\u00a0\u202f]/g };
  const trimmed = text.trim();
  const lone = /^([+-]?\d+)[.,](\d+)$/.exec(trimmed);
  const canonical =
    lone && lone[2]?.length !== 3 ? `${lone[1]}.${lone[2]}` : trimmed.replaceAll(groups, '').replace(decimal, '.');
  return /^[+-]?\d+(\.\d+)?$/.test(canonical) ? canonical.replace(/^\+/, '') : null;
}

/** Where the field starts: the earlier or default answer, written for the language. */
export function draftOf(step: Pick<DialogStep, 'type' | 'value'>, language: string): Draft {
  const { value, type } = step;
  if (value === undefined || value === null) return type === 'boolean' ? null : '';
  if (type === 'boolean') return typeof value === 'boolean' ? value : null;
  if (type === 'decimal') return jsonText(value).replace('.', separators[language]?.decimal ?? '.');
  return jsonText(value);
}

export type Read = { readonly value: Json } | { readonly problem: 'required' | 'number' | 'whole' };

/** What is sent. Only the shape is checked here: whether the answer is right is the script's affair. */
export function readDraft(step: Pick<DialogStep, 'type' | 'required'>, draft: Draft, language: string): Read {
  if (draft === null || (typeof draft === 'string' && draft.trim() === ''))
    return step.required ? { problem: 'required' } : { value: null };
  if (typeof draft === 'boolean') return { value: draft };
  switch (step.type) {
    case 'integer':
      return /^[+-]?\d+$/.test(draft.trim()) ? { value: Number(draft.trim()) } : { problem: 'whole' };
    case 'decimal': {
      const number = parseDecimal(draft, language);
      return number === null ? { problem: 'number' } : { value: Number(number) };
    }
    default:
      return { value: draft.trim() };
  }
}
