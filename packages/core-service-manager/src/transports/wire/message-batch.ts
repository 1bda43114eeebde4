import { isMessage } from './decode-message.js';
import type { Message } from './message.js';

/** Messages to one receiver as one text: a JSON array when there are several. */
export function joinMessages(texts: readonly string[]): string {
  const [only = ''] = texts;
  return texts.length === 1 ? only : `[${texts.join(',')}]`;
}

/** The messages in a text from outside, in their order, and how many were none. Never throws. */
export function splitMessages(text: string): { readonly messages: readonly Message[]; readonly others: number } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { messages: [], others: 1 };
  }
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const messages = values.filter(isMessage);
  return { messages, others: values.length - messages.length };
}
