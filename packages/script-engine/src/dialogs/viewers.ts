import type { Principal } from '@caruso/core-service-manager/contract';
import type { DialogView } from '../contract/index.js';
import { mayReach } from './dialog-rights.js';

/** Passes views on to those who watch dialogs. */
export interface Viewers {
  publish(view: DialogView): void;
  watch(principal: Principal, dialog: string | undefined, signal: AbortSignal): AsyncIterable<DialogView>;
}

/** Views that wait for a slow watcher; beyond it the oldest goes, since a newer one of the same dialog says more. */
const maxWaiting = 1000;

export function createViewers(): Viewers {
  const watchers = new Set<(view: DialogView) => void>();
  return {
    publish(view) {
      for (const watcher of watchers) watcher(view);
    },
    async *watch(principal, dialog, signal) {
      const waiting: DialogView[] = [];
      let wake: (() => void) | null = null;
      const take = (view: DialogView): void => {
        if ((dialog !== undefined && view.id !== dialog) || !mayReach(principal, { customer: view.customer ?? null }))
          return;
        waiting.push(view);
        if (waiting.length > maxWaiting) waiting.shift();
        wake?.();
      };
      const end = (): void => wake?.();
      watchers.add(take);
      signal.addEventListener('abort', end);
      try {
        while (!signal.aborted) {
          const view = waiting.shift();
          if (view) yield view;
          else await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        watchers.delete(take);
        signal.removeEventListener('abort', end);
      }
    },
  };
}
