import type { Clock } from '../contract/index.js';

/** The outcome of `work`, or an Error with the message `late` when `ms` milliseconds are over. The work itself goes on. */
export function withinTime<T>(clock: Clock, ms: number, work: Promise<T> | T, late: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(new Error(late)));
    Promise.resolve(work).then(resolve, reject).finally(cancel);
  });
}
