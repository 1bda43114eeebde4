import type { Channel } from '../contract/index.js';
import type { Json, QuestionNode } from '../definition/definition.js';
import { selectText } from '../definition/select-text.js';
import type { MutableScope } from './scope.js';

/** An answer that can be chosen now. */
export interface OfferedOption {
  readonly value: Json;
  readonly text: string;
  readonly digit?: string;
}

/** The options of a choice for this dialog: its own, or the objects of its list. */
export function offeredOptions(
  question: QuestionNode,
  scope: MutableScope,
  language: string,
  channel: Channel,
): readonly OfferedOption[] {
  const { listed } = question;
  if (!listed) {
    return question.options.map((option) => ({
      value: option.value,
      text: selectText(option.say, language, channel)?.template?.render(scope, language) ?? option.value,
      ...(option.digit ? { digit: option.digit } : {}),
    }));
  }
  const list = listed.list.program?.evaluate(scope);
  if (!Array.isArray(list)) return [];
  const offered = new Map<string, OfferedOption>();
  for (const item of list) {
    if (typeof item !== 'object' || item === null) continue;
    const itemScope = { ...scope, ...item };
    const value = listed.value.program?.evaluate(itemScope);
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue;
    if (!offered.has(String(value)))
      offered.set(String(value), { value, text: listed.text?.render(itemScope, language) ?? String(value) });
  }
  return [...offered.values()];
}
