import { timingSafeEqual } from 'node:crypto';
import type { SipRequest } from '../messages/message.js';
import { type DigestParameters, digestResponse, parseDigest } from './digest.js';
import type { Nonces } from './nonces.js';

export type Verdict =
  /** Ask (again) for proof. */
  | { readonly kind: 'challenge'; readonly stale: boolean }
  | { readonly kind: 'refused' }
  | { readonly kind: 'accepted'; readonly username: string };

/** Finds the HA1 (MD5 of username:realm:password, hex) of a user; null when there is no such user. */
export type CredentialLookup = (username: string) => Promise<{ readonly ha1: string } | null>;

export interface AuthenticationSetup {
  readonly realm: string;
  readonly nonces: Nonces;
  readonly credentials: CredentialLookup;
}

// So that an unknown user takes the path, and nearly the time, of a wrong password.
const nobody = { ha1: '0'.repeat(32) } as const;

const equal = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one.toLowerCase()), Buffer.from(other.toLowerCase())];
  return a.length === b.length && timingSafeEqual(a, b);
};

const digestFor = (request: SipRequest, realm: string): DigestParameters | null => {
  for (const { name, value } of request.headers) {
    const digest = name === 'authorization' ? parseDigest(value) : null;
    if (digest?.get('realm') === realm) return digest;
  }
  return null;
};

/**
 * Checks a request's digest (RFC 3261 22, RFC 2617). Its `uri` is proven but not compared with the request URI:
 * phones write it in too many ways, and a REGISTER means the same whatever it says.
 * Rejects when the look-up does.
 */
export const authenticate = async (request: SipRequest, setup: AuthenticationSetup): Promise<Verdict> => {
  const digest = digestFor(request, setup.realm);
  const nonce = digest?.get('nonce');
  if (digest === null || nonce === undefined) return { kind: 'challenge', stale: false };
  const age = setup.nonces.check(nonce);
  if (age === 'foreign') return { kind: 'challenge', stale: false };

  const username = digest.get('username') ?? '';
  const found = await setup.credentials(username);
  const expected = digestResponse((found ?? nobody).ha1, request.method, digest);
  if (expected === null || found === null || !equal(expected, digest.get('response') ?? '')) return { kind: 'refused' };
  // Only who knows the password learns that the nonce is old (RFC 2617 3.2.1 stale).
  if (age === 'stale') return { kind: 'challenge', stale: true };
  const count = digest.has('qop') ? Number.parseInt(digest.get('nc') ?? '', 16) : 0;
  if (Number.isNaN(count) || !setup.nonces.use(nonce, count)) return { kind: 'challenge', stale: true };
  return { kind: 'accepted', username };
};

export const challengeValue = (realm: string, nonce: string, stale: boolean): string =>
  `Digest realm="${realm}", nonce="${nonce}", algorithm=MD5, qop="auth"${stale ? ', stale=true' : ''}`;
