import { networkInterfaces } from 'node:os';

/** The address others reach us at when we listen on `bindHost`: itself, or for "all addresses" our first real IPv4 one. */
export function advertisedHostFor(bindHost: string): string {
  if (bindHost !== '0.0.0.0' && bindHost !== '::') return bindHost;
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}
