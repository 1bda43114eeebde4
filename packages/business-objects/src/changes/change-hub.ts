import type { Value } from '@caruso/storage-manager/contract';
import type { ClassModel } from '../model/class-model.js';

export interface ObjectChange {
  readonly model: ClassModel;
  readonly key: string;
  readonly action: 'create' | 'update' | 'delete';
  /** The object after the change; before it, for one that was deleted: by it rights are decided. */
  readonly values: Readonly<Record<string, Value>>;
}

/** Tells the readers in this process of each change as it is made. */
export interface ChangeHub {
  announce(change: ObjectChange): void;
  /** Ends when the signal fires. A reader that falls more than `limit` changes behind loses the oldest. */
  follow(signal: AbortSignal, limit?: number): AsyncIterable<ObjectChange>;
}

export function createChangeHub(): ChangeHub {
  const readers = new Set<(change: ObjectChange) => void>();
  return {
    announce(change) {
      for (const reader of readers) reader(change);
    },
    async *follow(signal, limit = 10_000) {
      const waiting: ObjectChange[] = [];
      let wake: (() => void) | undefined;
      const reader = (change: ObjectChange): void => {
        waiting.push(change);
        if (waiting.length > limit) waiting.shift();
        wake?.();
      };
      const end = (): void => wake?.();
      readers.add(reader);
      signal.addEventListener('abort', end);
      try {
        while (!signal.aborted) {
          const change = waiting.shift();
          if (change) yield change;
          else await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        readers.delete(reader);
        signal.removeEventListener('abort', end);
      }
    },
  };
}
