import type { DialogView, LiveEvents } from '../api/contracts.js';

export type LiveMessage = {
  readonly [K in keyof LiveEvents]: { readonly event: K; readonly data: LiveEvents[K] };
}[keyof LiveEvents];

/** What an event means for the cached answers: a new value for one, or answers that must be asked for again. */
export type CacheChange =
  | { readonly kind: 'set'; readonly key: readonly unknown[]; readonly data: unknown }
  | { readonly kind: 'set-dialog'; readonly key: readonly unknown[]; readonly data: DialogView }
  | { readonly kind: 'refetch'; readonly key: readonly unknown[] };

export function cacheChanges(message: LiveMessage): readonly CacheChange[] {
  switch (message.event) {
    case 'desk':
      return [{ kind: 'set', key: ['desk'], data: message.data }];
    case 'monitor':
      return [{ kind: 'set', key: ['monitor'], data: message.data }];
    case 'dialog':
      return [
        { kind: 'set-dialog', key: ['dialog', message.data.id], data: message.data },
        { kind: 'refetch', key: ['dialogs'] },
      ];
    case 'object':
      return [
        { kind: 'refetch', key: ['object', message.data.class, message.data.key] },
        { kind: 'refetch', key: ['objects', message.data.class] },
        { kind: 'refetch', key: ['related'] },
      ];
    case 'ping':
      return [];
  }
}

/** An answer and an event about the same change may cross: the higher revision is the truth. */
export function newerDialog(cached: DialogView | undefined, arrived: DialogView): DialogView {
  return cached && cached.revision > arrived.revision ? cached : arrived;
}
