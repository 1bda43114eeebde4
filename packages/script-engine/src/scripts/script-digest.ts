import { createHash } from 'node:crypto';

/** Names an edition of a script by its text, so that a change without a new version number is a new edition all the same. */
export function scriptDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
