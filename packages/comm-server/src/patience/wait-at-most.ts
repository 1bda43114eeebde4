import type { Clock } from '@caruso/core-service-manager/contract';

/** Resolves when the work is done or `ms` milliseconds are over; the work goes on. */
export async function waitAtMost(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  let cancel: (() => void) | undefined;
  const over = new Promise<void>((resolve) => void (cancel = clock.after(ms, resolve)));
  try {
    await Promise.race([work, over]);
  } finally {
    cancel?.();
  }
}
