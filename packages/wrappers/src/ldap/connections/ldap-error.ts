import { isCarusoError } from '@caruso/core-service-manager/contract';
import type { CarusoError } from '@caruso/core-service-manager/contract';
import { systemNotThere, systemRefuses, wrongRequest } from '@caruso/core-service-manager/wrapper-kit';
import { ResultCodeError } from 'ldapts';

/** RFC 4528: the entry is not as the assertion says. */
export const assertionFailed = 122;

export function resultCode(thrown: unknown): number | undefined {
  return thrown instanceof ResultCodeError ? thrown.code : undefined;
}

const notThere = new Set([51, 52, 3]);
const wrong = new Set([16, 17, 18, 19, 20, 21, 34, 64, 65, 66, 67, 69]);
const tooMuch = new Set([4, 11]);
const network = /closed|timeout|timed out|not connected|connection|socket|certificate|self.signed|TLS|SSL/i;

/** A directory's error in the three kinds, by its result code (RFC 4511 4.1.9, appendix A); undefined: nobody knows it. */
export function ldapError(system: string, thrown: unknown): CarusoError | undefined {
  if (isCarusoError(thrown)) return thrown;
  const message = thrown instanceof Error ? thrown.message.replace(/\s*Code: 0x[0-9a-f]+$/i, '') : String(thrown);
  const code = resultCode(thrown);
  if (code === undefined) {
    return network.test(message)
      ? systemNotThere(system, `${system} is not there: ${message}`, { message }, thrown)
      : undefined;
  }
  const legacy = { message, code };
  // 3: time limit, 51: busy, 52: unavailable
  if (notThere.has(code)) return systemNotThere(system, `${system} cannot answer now: ${message}`, legacy, thrown);
  if (code === 32) return wrongRequest(system, `${system} has no such entry: ${message}`, legacy, 'not-found');
  if (code === 68 || code === assertionFailed)
    return wrongRequest(
      system,
      `${system} has this entry already, or it has been changed: ${message}`,
      legacy,
      'conflict',
    );
  if (wrong.has(code)) return wrongRequest(system, `${system} does not take this: ${message}`, legacy);
  if (tooMuch.has(code))
    return systemRefuses(
      system,
      `${system} does not give so many entries at once; ask for less, or raise its limit for this account: ${message}`,
      legacy,
    );
  if (code === 49) return systemRefuses(system, `${system} refuses the account; check bindDn and password`, legacy);
  if (code === 50 || code === 8 || code === 13)
    return systemRefuses(system, `${system} does not allow this to its account: ${message}`, legacy);
  return systemRefuses(system, `${system} refuses: ${message}`, legacy);
}
