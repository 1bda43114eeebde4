import { createHash } from 'node:crypto';
import { splitOutsideQuotes, unquote } from '../messages/quoted-text.js';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** RFC 2617 3.2.2.2: what a store of passwords keeps for digest; as secret as the password itself. */
export const digestHa1 = (username: string, realm: string, password: string): string =>
  md5(`${username}:${realm}:${password}`);

/** The parameters of an `Authorization: Digest ...`, names lower case, unquoted. */
export type DigestParameters = ReadonlyMap<string, string>;

/** Null when it is of another scheme or malformed. */
export const parseDigest = (value: string): DigestParameters | null => {
  const scheme = /^Digest\s+/i.exec(value);
  const parts = scheme === null ? null : splitOutsideQuotes(value.slice(scheme[0].length), ',');
  if (parts === null) return null;
  const parameters = new Map<string, string>();
  for (const part of parts) {
    const equals = part.indexOf('=');
    const name = part.slice(0, Math.max(equals, 0)).trim().toLowerCase();
    if (name === '' || parameters.has(name)) return null;
    parameters.set(name, unquote(part.slice(equals + 1).trim()));
  }
  return parameters;
};

/** RFC 2617 3.2.2.1, without `qop` as RFC 2069. Only MD5 and `qop=auth` are known; null for others. */
export const digestResponse = (ha1: string, method: string, digest: DigestParameters): string | null => {
  const get = (name: string): string => digest.get(name) ?? '';
  const qop = digest.get('qop');
  const algorithm = digest.get('algorithm') ?? 'MD5';
  if (algorithm.toUpperCase() !== 'MD5') return null;
  const ha2 = md5(`${method}:${get('uri')}`);
  if (qop === undefined) return md5(`${ha1}:${get('nonce')}:${ha2}`);
  if (qop.toLowerCase() !== 'auth') return null;
  return md5(`${ha1}:${get('nonce')}:${get('nc')}:${get('cnonce')}:${qop}:${ha2}`);
};
