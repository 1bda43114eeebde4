import { CarusoError } from '../contract/index.js';

/** The outcome of `work`, or a `cancelled` error as soon as the manager is told to stop. The work itself goes on. */
export function unlessStopping<T>(stopping: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new CarusoError('cancelled', 'the service manager is stopping'));
    if (stopping.aborted) giveUp();
    stopping.addEventListener('abort', giveUp);
    const ended = (): void => stopping.removeEventListener('abort', giveUp);
    work.finally(ended).then(resolve, reject);
  });
}
