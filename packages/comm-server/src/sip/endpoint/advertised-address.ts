import { networkInterfaces } from 'node:os';
import type { RemoteAddress } from '../transport/remote-address.js';

const firstOuterAddress = (family: 'IPv4' | 'IPv6'): string | null =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find((address) => !address.internal && address.family === family)?.address ?? null;

/** What to tell others of a socket that is bound to `local`. */
export const advertisedAddress = (local: RemoteAddress, wished: string | undefined): RemoteAddress => {
  const { host, port } = local;
  if (wished !== undefined) return { host: wished, port };
  if (host === '0.0.0.0') return { host: firstOuterAddress('IPv4') ?? '127.0.0.1', port };
  if (host === '::') return { host: firstOuterAddress('IPv6') ?? '::1', port };
  return local;
};
