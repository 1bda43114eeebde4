import type { CarusoError } from '@caruso/core-service-manager/contract';
import { pick, systemNotThere, systemRefuses, wrongRequest } from '@caruso/core-service-manager/wrapper-kit';
import type { LegacyWords } from '@caruso/core-service-manager/wrapper-kit';
import type { HttpAnswer } from './http-connection.js';

const LONGEST_EXCERPT = 300;

/** Where a system commonly puts its message; asked in this order when the settings name no path. */
const COMMON_PLACES = ['message', 'error.message', 'error_description', 'detail', 'title', 'error', 'errors.0.message'];

/** A request that went wrong on the caller's side, by status (RFC 9110 15.5, RFC 6585, RFC 4918). */
const wrong: Readonly<Record<number, 'invalid' | 'not-found' | 'conflict'>> = {
  400: 'invalid',
  404: 'not-found',
  405: 'invalid',
  406: 'invalid',
  409: 'conflict',
  410: 'not-found',
  411: 'invalid',
  412: 'conflict',
  413: 'invalid',
  414: 'invalid',
  415: 'invalid',
  416: 'invalid',
  422: 'invalid',
  423: 'conflict',
  428: 'conflict',
  431: 'invalid',
};

/** The system, or what stands before it, says that it is not there now: 408, 429 and the gateway's 502, 503, 504. */
const notThere: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

/**
 * The error that an answer's status stands for, the system's words kept; undefined for 1xx to 3xx.
 * 401, 402, 403, other 4xx, and 500, 501 and other 5xx (a fault of its own) are `refused`.
 */
export function httpError(
  system: string,
  answer: HttpAnswer,
  messagePath: string | undefined,
  mask: (text: string) => string,
): CarusoError | undefined {
  const { status } = answer;
  if (status < 400) return undefined;
  const legacy: LegacyWords = { message: mask(legacyMessage(answer, messagePath)), code: status };
  const code = wrong[status];
  if (code !== undefined) return wrongRequest(system, `${system} says: ${legacy.message}`, legacy, code);
  if (notThere.has(status)) return systemNotThere(system, `${system} is not available now: ${legacy.message}`, legacy);
  return systemRefuses(system, `${system} refuses: ${legacy.message}`, legacy);
}

function legacyMessage({ status, text }: HttpAnswer, messagePath: string | undefined): string {
  const body = parsed(text);
  const places = messagePath === undefined ? COMMON_PLACES : [messagePath, ...COMMON_PLACES];
  for (const place of places) {
    const found = pick(body, place);
    if (typeof found === 'string' && found !== '') return excerpt(found);
  }
  // A page made for people says less than its status.
  return text.trim() === '' || /^\s*<(!doctype|html)/i.test(text) ? `HTTP ${status}` : excerpt(text.trim());
}

export function excerpt(text: string): string {
  return text.length > LONGEST_EXCERPT ? `${text.slice(0, LONGEST_EXCERPT)}…` : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
