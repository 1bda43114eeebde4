import type { NameAddress } from './message.js';
import { parseParameters, parameterValue, serializeParameters, withParameter } from './parameters.js';
import { quote, readQuoted } from './quoted-text.js';
import { isAbsoluteUri } from './uri.js';

// Tokens and white space (RFC 3261 25.1); letters outside ASCII are accepted because phones send them.
const displayTokens = /^[A-Za-z0-9\-.!%*_+`'~\s\u{80}-\u{10ffff}]*$/u;

const build = (displayName: string | null, uri: string, parameterText: string): NameAddress | null => {
  const parameters = parseParameters(parameterText);
  return parameters !== null && isAbsoluteUri(uri) ? { displayName, uri, parameters } : null;
};

/** `"Name" <uri>;p`, `Name <uri>;p`, `<uri>;p` or `uri;p`. Null when malformed. */
export const parseNameAddress = (text: string): NameAddress | null => {
  const value = text.trim();
  let displayName: string | null = null;
  let bracket: number;
  if (value.startsWith('"')) {
    const quoted = readQuoted(value, 0);
    if (quoted === null) return null;
    displayName = quoted.content;
    bracket = value.indexOf('<', quoted.end);
    if (bracket < 0 || value.slice(quoted.end, bracket).trim() !== '') return null;
  } else {
    bracket = value.indexOf('<');
    if (bracket < 0) {
      // RFC 3261 20: without brackets, all parameters belong to the header field.
      const semicolon = value.indexOf(';');
      const uri = semicolon < 0 ? value : value.slice(0, semicolon);
      return build(null, uri.trim(), semicolon < 0 ? '' : value.slice(semicolon));
    }
    const name = value.slice(0, bracket).trim();
    if (!displayTokens.test(name)) return null;
    if (name !== '') displayName = name.replaceAll(/\s+/g, ' ');
  }
  const end = value.indexOf('>', bracket);
  if (end < 0) return null;
  return build(displayName, value.slice(bracket + 1, end), value.slice(end + 1));
};

export const serializeNameAddress = ({ displayName, uri, parameters }: NameAddress): string =>
  `${displayName === null ? '' : `${quote(displayName)} `}<${uri}>${serializeParameters(parameters)}`;

/** The dialog tag; null when there is none. */
export const tagOf = (address: NameAddress): string | null => parameterValue(address.parameters, 'tag');

export const withTag = (address: NameAddress, tag: string): NameAddress => ({
  ...address,
  parameters: withParameter(address.parameters, 'tag', tag),
});
