import { type HostPort, parseHostPort, serializeHostPort } from './host-port.js';
import type { Parameter } from './message.js';
import { parseParameters, serializeParameters } from './parameters.js';

export interface SipUri extends HostPort {
  readonly scheme: 'sip' | 'sips';
  /** Still %-escaped, with a password if there is one. */
  readonly user: string | null;
  readonly parameters: readonly Parameter[];
  /** What follows `?`. */
  readonly headers: string | null;
}

/** The port of a URI that names none (RFC 3261 19.1.2). */
export const defaultSipPort = 5060;

/** A `sip:` or `sips:` URI, or null. */
export const parseUri = (text: string): SipUri | null => {
  const colon = text.indexOf(':');
  const scheme = text.slice(0, Math.max(colon, 0)).toLowerCase();
  if (scheme !== 'sip' && scheme !== 'sips') return null;
  if (/[\s<>"]/.test(text)) return null;
  const rest = text.slice(colon + 1);
  // A user may hold ; ? : unescaped (RFC 4475 3.1.1.2), never @: so the @ is looked for first.
  const atSign = rest.indexOf('@');
  const user = atSign < 0 ? null : rest.slice(0, atSign);
  if (user === '') return null;
  const place = rest.slice(atSign + 1);
  const question = place.indexOf('?');
  const beforeHeaders = question < 0 ? place : place.slice(0, question);
  const semicolon = beforeHeaders.indexOf(';');
  const hostPort = parseHostPort(semicolon < 0 ? beforeHeaders : beforeHeaders.slice(0, semicolon));
  const parameters = parseParameters(semicolon < 0 ? '' : beforeHeaders.slice(semicolon));
  if (hostPort === null || parameters === null) return null;
  return { scheme, user, ...hostPort, parameters, headers: question < 0 ? null : place.slice(question + 1) };
};

export const serializeUri = (uri: SipUri): string =>
  [
    `${uri.scheme}:`,
    uri.user === null ? '' : `${uri.user}@`,
    serializeHostPort(uri),
    serializeParameters(uri.parameters),
    uri.headers === null ? '' : `?${uri.headers}`,
  ].join('');

const unescape = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The user as people write it: unescaped, without password; of `tel:` the number. '' when there is none. */
export const userOfUri = (text: string): string => {
  if (/^tel:/i.test(text)) return unescape(text.slice(4).split(';')[0] ?? '');
  const user = parseUri(text)?.user ?? '';
  return unescape(user.split(':')[0] ?? '');
};

// RFC 3261 25.1: unreserved and user-unreserved stay as they are. `;` and `?` are legal but trip some phones.
export const escapeUser = (user: string): string =>
  user.replaceAll(/[^A-Za-z0-9\-_.!~*'()&=+$,/]/gu, (char) =>
    Array.from(Buffer.from(char, 'utf8'), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );

/** Where a message for this URI goes over UDP: host and port, 5060 when none is named. No SRV look-up (RFC 3263). */
export const addressOfUri = (text: string): { readonly host: string; readonly port: number } | null => {
  const uri = parseUri(text);
  return uri === null ? null : { host: uri.host, port: uri.port ?? defaultSipPort };
};

/** Any absolute URI without white space; schemes other than sip are the caller's to refuse. */
export const isAbsoluteUri = (text: string): boolean => /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"]+$/.test(text);
