import type { HeaderField, NameAddress } from './message.js';
import { parseNameAddress } from './name-address.js';
import { splitOutsideQuotes } from './quoted-text.js';

interface WithHeaders {
  readonly headers: readonly HeaderField[];
}

/** The first field of that name (long form, lower case), unparsed. */
export const headerValue = (message: WithHeaders, name: string): string | null =>
  message.headers.find((header) => header.name === name)?.value ?? null;

/** All values of a header that allows comma-separated lists, in order; empty ones dropped. */
export const headerList = (message: WithHeaders, name: string): readonly string[] =>
  message.headers
    .filter((header) => header.name === name)
    .flatMap(({ value }) => splitOutsideQuotes(value, ',') ?? [value])
    .map((value) => value.trim())
    .filter((value) => value !== '');

/** The addresses of a Contact, Route or Record-Route; null when one of them is malformed. */
export const headerAddresses = (message: WithHeaders, name: string): readonly NameAddress[] | null => {
  const addresses: NameAddress[] = [];
  for (const value of headerList(message, name)) {
    const address = parseNameAddress(value);
    if (address === null) return null;
    addresses.push(address);
  }
  return addresses;
};

/** Lower-case media type without parameters; '' when there is none. */
export const contentType = (message: WithHeaders): string =>
  (headerValue(message, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
