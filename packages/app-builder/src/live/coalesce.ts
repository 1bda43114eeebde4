import { asCarusoError } from '@caruso/core-service-manager/contract';
import type { Logger } from '@caruso/core-service-manager/contract';

/**
 * A trigger that runs `task` at most once in `everyMs` and always once more after the last trigger, so that the newest state is told.
 * Never two at a time. A failure is logged; the next trigger tries again.
 */
export function coalesce(task: () => Promise<void>, everyMs: number, log: Logger): () => void {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    running = true;
    do {
      again = false;
      try {
        await task();
      } catch (error) {
        log.warn({ reason: asCarusoError(error).message }, 'A live view could not be made');
      }
      await new Promise((resolve) => setTimeout(resolve, everyMs).unref());
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void run();
  };
}
