import { asCarusoError, isCarusoError } from '../contract/index.js';
import type { CarusoError } from '../contract/index.js';
import { systemNotThere } from './legacy-errors.js';

/** libuv's and undici's codes for: not reached, broken off, or no answer in time. */
const NOT_THERE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ESOCKETTIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_SOCKET',
]);

/** What a wrapper threw, as one of the three errors; what is none of them and not the network's fault is `internal`. */
export function settleLegacyFailure(system: string, thrown: unknown): CarusoError {
  if (isCarusoError(thrown)) return thrown;
  const culprit = networkCulprit(thrown, 5);
  if (culprit === undefined) return asCarusoError(thrown);
  const { message, code } = culprit;
  return systemNotThere(system, `${system} is not there: ${message}`, { message, code }, thrown);
}

/** The socket error in a chain of causes (fetch) or a bundle of attempts (Happy Eyeballs). */
function networkCulprit(
  thrown: unknown,
  depth: number,
): { readonly message: string; readonly code: string } | undefined {
  if (!(thrown instanceof Error) || depth === 0) return undefined;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  const inner = thrown instanceof AggregateError ? thrown.errors : [thrown.cause];
  for (const cause of inner) {
    const found = networkCulprit(cause, depth - 1);
    if (found !== undefined) return found;
  }
  if (code !== undefined && NOT_THERE.has(code)) return { message: thrown.message || code, code };
  return thrown.name === 'TimeoutError' ? { message: thrown.message, code: thrown.name } : undefined;
}
