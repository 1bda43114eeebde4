import type { Clock } from './clock.js';

/**
 * The machine's clock. Its timers do not keep the process alive: the socket does.
 * @param onError receives what a timer's function throws.
 */
export const createSystemClock = (onError: (error: unknown) => void): Clock => ({
  now: () => Date.now(),
  after: (milliseconds, run) => {
    const timeout = setTimeout(() => {
      try {
        run();
      } catch (error) {
        onError(error);
      }
    }, milliseconds);
    timeout.unref();
    return { cancel: () => clearTimeout(timeout) };
  },
});
