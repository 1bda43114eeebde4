import { createHash } from 'node:crypto';
import { readDtd } from './dtd.js';

/** Remembers which texts the DTD has validated, so that libxml2 (some 23 MB) is loaded only when a script is new. */
export interface GateMemory {
  has(text: string): boolean;
  add(text: string): void;
  /** The digests that were added since the last call. */
  takeAdded(): readonly string[];
}

/** `known` are digests of an earlier process. Another DTD makes other digests, so that everything is validated anew. */
export function createGateMemory(known: readonly string[] = []): GateMemory {
  const passed = new Set(known);
  const dtd = readDtd();
  let added: string[] = [];
  const digest = (text: string): string =>
    createHash('sha256').update(dtd).update('\0').update(text).digest('hex').slice(0, 40);
  return {
    has: (text) => passed.has(digest(text)),
    add(text) {
      const fresh = digest(text);
      if (passed.has(fresh)) return;
      passed.add(fresh);
      added.push(fresh);
    },
    takeAdded() {
      const taken = added;
      added = [];
      return taken;
    },
  };
}
