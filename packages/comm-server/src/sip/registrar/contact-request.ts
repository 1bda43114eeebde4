import { headerAddresses, headerList, headerValue } from '../messages/header-access.js';
import type { SipRequest } from '../messages/message.js';
import { parameterValue } from '../messages/parameters.js';
import { parseUri } from '../messages/uri.js';

/** What a REGISTER asks for. Seconds as asked, null when it leaves them to us. */
export type ContactRequest =
  | { readonly kind: 'query' }
  | { readonly kind: 'removeAll' }
  | {
      readonly kind: 'update';
      readonly contacts: readonly { readonly uri: string; readonly expires: number | null }[];
    }
  | { readonly kind: 'malformed'; readonly reason: string };

const seconds = (text: string | null): number | null =>
  text !== null && /^\d{1,10}$/.test(text.trim()) ? Number(text) : null;

/** Reads Contact and Expires (RFC 3261 10.2). */
export const readContactRequest = (request: SipRequest): ContactRequest => {
  const expires = seconds(headerValue(request, 'expires'));
  const values = headerList(request, 'contact');
  if (values.length === 0) return { kind: 'query' };
  if (values.includes('*')) {
    return values.length === 1 && expires === 0
      ? { kind: 'removeAll' }
      : { kind: 'malformed', reason: 'Contact * needs Expires: 0 and stands alone' };
  }
  const addresses = headerAddresses(request, 'contact');
  if (addresses === null || addresses.some(({ uri }) => parseUri(uri) === null)) {
    return { kind: 'malformed', reason: 'a Contact is malformed or no SIP URI' };
  }
  return {
    kind: 'update',
    contacts: addresses.map(({ uri, parameters }) => ({
      uri,
      expires: seconds(parameterValue(parameters, 'expires')) ?? expires,
    })),
  };
};
