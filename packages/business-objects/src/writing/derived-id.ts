import { createHash } from 'node:crypto';

// RFC 9562 wants a namespace of one's own: a random UUID, fixed for ever.
const namespace = Buffer.from('6f0c5a3e9d1b4c57a2e84d3b7f90c1d6', 'hex');

/** The same id for the same name, always (UUIDv5, RFC 9562 5.5): a repeated request finds what the first one made. */
export function derivedId(...name: readonly string[]): string {
  const hash = createHash('sha1').update(namespace).update(name.join('\n')).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
