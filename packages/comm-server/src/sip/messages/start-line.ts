import { tokenPattern } from './parameters.js';
import { isAbsoluteUri } from './uri.js';

export type StartLine =
  | { readonly kind: 'request'; readonly method: string; readonly uri: string }
  | { readonly kind: 'response'; readonly status: number; readonly reason: string }
  | { readonly kind: 'malformed'; readonly reason: string; readonly status: 400 | 505; readonly isResponse: boolean };

const malformed = (reason: string, isResponse = false, status: 400 | 505 = 400): StartLine => ({
  kind: 'malformed',
  reason,
  status,
  isResponse,
});

const parseStatusLine = (line: string): StartLine => {
  const match = /^SIP\/2\.0 (\d{3})(?: (.*))?$/is.exec(line);
  const status = Number(match?.[1] ?? 0);
  if (match === null || status < 100 || status > 699) return malformed('the status line is malformed', true);
  return { kind: 'response', status, reason: match[2] ?? '' };
};

/** RFC 3261 7.1, 7.2: single spaces, no brackets around the URI. */
export const parseStartLine = (line: string): StartLine => {
  if (/^SIP\//i.test(line)) return parseStatusLine(line);
  const parts = line.split(' ');
  const [method = '', uri = '', version = ''] = parts;
  if (!tokenPattern.test(method)) return malformed('the method is not a token');
  const last = parts.at(-1) ?? '';
  if (!/^SIP\/\d+\.\d+$/i.test(last)) return malformed('the request line is malformed');
  if (last.toUpperCase() !== 'SIP/2.0') return malformed(`the SIP version is ${last.slice(0, 20)}`, false, 505);
  if (parts.length !== 3 || version !== last) return malformed('the request line has surplus white space');
  if (!isAbsoluteUri(uri)) return malformed('the request URI is malformed');
  return { kind: 'request', method, uri };
};
