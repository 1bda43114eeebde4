import type { Health } from '@caruso/core-service-manager/contract';

/** What does not work now, by what it concerns. */
export interface Troubles {
  /** Undefined: it works again. */
  set(concern: string, reason: string | undefined): void;
  health(): Health;
}

export function troubles(): Troubles {
  const open = new Map<string, string>();
  return {
    set: (concern, reason) => {
      if (reason === undefined) open.delete(concern);
      else open.set(concern, reason);
    },
    health: () => (open.size === 0 ? { status: 'up' } : { status: 'degraded', reason: [...open.values()].join(' ') }),
  };
}
