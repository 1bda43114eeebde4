import { keyParts } from '../contract/index.js';

/** The decoded value of a one-part key; null for text that is no key. */
export function firstKeyPart(key: string): string | null {
  try {
    return keyParts(key)[0] ?? null;
  } catch {
    return null;
  }
}
