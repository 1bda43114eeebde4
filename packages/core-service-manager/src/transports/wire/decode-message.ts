import { isErrorCode, principalSchema } from '../../contract/index.js';
import { isRecord } from './is-record.js';
import type { Message } from './message.js';

/** The message in a text from outside, or undefined when it is none: never throws. */
export function decodeMessage(text: string): Message | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isMessage(value) ? value : undefined;
}

export function isMessage(value: unknown): value is Message {
  if (!isRecord(value) || !isCount(value['i'])) return false;
  switch (value['t']) {
    case 'c':
      return isAddressed(value);
    case 'o':
      return isAddressed(value) && isCount(value['n']);
    case 'k':
      return isCount(value['n']);
    case 'e':
      return isErrorCode(value['code']) && typeof value['message'] === 'string' && isRecord(value['details']);
    case 'a':
    case 'v':
    case 'x':
    case 'z':
      return true;
    default:
      return false;
  }
}

function isAddressed({ p, m, ms, k, w, tp }: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof p === 'string' &&
    typeof m === 'string' &&
    (ms === undefined || (typeof ms === 'number' && ms >= 1)) &&
    (k === undefined || typeof k === 'string') &&
    (tp === undefined || typeof tp === 'string') &&
    (w === undefined || principalSchema.safeParse(w).success)
  );
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
