import { asCarusoError } from '@caruso/core-service-manager/contract';
import { Stopped } from '../delivery/delivery.js';
import type { Equipment } from './equipment.js';

/** Keeps the trouble with one file from the others. */
export interface Guard {
  /** Undefined when it failed and the next file may be tried. Throws what concerns all files. */
  attempt<A>(name: string, work: () => Promise<A>): Promise<A | undefined>;
  /** Files that are gone are no trouble any more. */
  forgetAllBut(names: ReadonlySet<string>): void;
  hasTrouble(): boolean;
}

const concern = (name: string): string => `file ${name}`;

export function fileGuard({ troubles, log }: Pick<Equipment, 'troubles' | 'log'>): Guard {
  const troubled = new Set<string>();
  return {
    attempt: async (name, work) => {
      try {
        const done = await work();
        troubled.delete(name);
        troubles.set(concern(name), undefined);
        return done;
      } catch (error) {
        const { code, message } = asCarusoError(error);
        if (error instanceof Stopped || code === 'unavailable' || code === 'no-provider') throw error;
        if (code === 'conflict') {
          // Another process, as a rule our successor, goes on with the file.
          log.info({ err: error, file: name }, 'Another process works on the same file');
          return undefined;
        }
        troubled.add(name);
        troubles.set(concern(name), `${name} cannot be taken: ${message}`);
        log.warn({ err: error, file: name }, 'A file cannot be taken now');
        return undefined;
      }
    },
    forgetAllBut: (names) => {
      for (const name of troubled) {
        if (names.has(name)) continue;
        troubled.delete(name);
        troubles.set(concern(name), undefined);
      }
    },
    hasTrouble: () => troubled.size > 0,
  };
}
