export interface HostPort {
  /** IPv6 addresses without brackets. */
  readonly host: string;
  readonly port: number | null;
}

const ipv6Pattern = /^[0-9A-Fa-f:.]+$/;
const hostPattern = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*)$/;

const parsePort = (text: string): number | null => {
  if (!/^\d{1,5}$/.test(text)) return null;
  const port = Number(text);
  return port > 0 && port < 65_536 ? port : null;
};

/** `host`, `host:port`, `[v6]`, `[v6]:port`; white space around the colon is allowed (RFC 3261 25.1 COLON). */
export const parseHostPort = (text: string): HostPort | null => {
  let host: string;
  let rest: string;
  if (text.startsWith('[')) {
    const end = text.indexOf(']');
    if (end < 0) return null;
    host = text.slice(1, end);
    rest = text.slice(end + 1).trim();
    if (!ipv6Pattern.test(host)) return null;
  } else {
    const colon = text.indexOf(':');
    host = (colon < 0 ? text : text.slice(0, colon)).trim();
    rest = colon < 0 ? '' : text.slice(colon);
    if (!hostPattern.test(host)) return null;
  }
  if (rest === '') return { host, port: null };
  if (!rest.startsWith(':')) return null;
  const port = parsePort(rest.slice(1).trim());
  return port === null ? null : { host, port };
};

export const serializeHostPort = ({ host, port }: HostPort): string => {
  const written = host.includes(':') ? `[${host}]` : host;
  return port === null ? written : `${written}:${port}`;
};
