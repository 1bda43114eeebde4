import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../time/clock.js';

export interface Nonces {
  issue(): string;
  /** `stale`: ours, but too old. `foreign`: never issued here. */
  check(nonce: string): 'valid' | 'stale' | 'foreign';
  /**
   * Marks a use that proved the password; false when that count was used already (a replay).
   * @param count `nc` of the request; 0 for clients without `qop`, which so get one use
   */
  use(nonce: string, count: number): boolean;
}

const issuedAt = (nonce: string): number => Number.parseInt(nonce.split('-')[0] ?? '', 36);

/** Nonces that carry their age and a seal, so that unproven requests cost no memory (RFC 2617 3.2.1). */
export const createNonces = (
  clock: Clock,
  setup: { readonly secret: string; readonly lifetimeMs: number; readonly newToken: () => string },
): Nonces => {
  const used = new Map<string, { readonly count: number; readonly expiresAt: number }>();
  const seal = (text: string): string => createHmac('sha256', setup.secret).update(text).digest('hex').slice(0, 32);
  return {
    issue: () => {
      const text = `${clock.now().toString(36)}-${setup.newToken()}`;
      return `${text}-${seal(text)}`;
    },
    check: (nonce) => {
      const end = nonce.lastIndexOf('-');
      const given = Buffer.from(nonce.slice(end + 1));
      const expected = Buffer.from(seal(nonce.slice(0, Math.max(end, 0))));
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'foreign';
      return clock.now() - issuedAt(nonce) <= setup.lifetimeMs ? 'valid' : 'stale';
    },
    use: (nonce, count) => {
      const before = used.get(nonce);
      if (before !== undefined && count <= before.count) return false;
      for (const [key, { expiresAt }] of used) {
        // The map keeps the order of insertion, which is nearly that of expiry.
        if (expiresAt > clock.now()) break;
        used.delete(key);
      }
      used.set(nonce, { count, expiresAt: issuedAt(nonce) + setup.lifetimeMs });
      return true;
    },
  };
};
