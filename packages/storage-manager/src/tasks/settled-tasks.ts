import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Task } from '../contract/index.js';
import { createBell } from '../signals/bell.js';

/** Tasks kept for one reader that does not read. */
const queueLimit = 10_000;

export interface SettledTasks {
  publish(task: Task): void;
  /** From now on. Rejects with `unavailable` when the reader is too slow; it can then ask `list`. */
  follow(signal: AbortSignal): AsyncIterable<Task>;
}

export function createSettledTasks(): SettledTasks {
  const bell = createBell();
  const queues = new Set<Task[]>();

  async function* read(queue: Task[], signal: AbortSignal): AsyncGenerator<Task> {
    try {
      while (!signal.aborted) {
        if (queue.length > queueLimit)
          throw new CarusoError('unavailable', `More than ${queueLimit} settled tasks were not read; ask list instead`);
        const task = queue.shift();
        if (task) yield task;
        else await bell.wait(signal);
      }
    } finally {
      queues.delete(queue);
    }
  }

  return {
    publish(task) {
      for (const queue of queues) if (queue.length <= queueLimit) queue.push(task);
      bell.ring();
    },
    follow(signal) {
      const queue: Task[] = [];
      queues.add(queue);
      signal.addEventListener('abort', () => queues.delete(queue), { once: true });
      return read(queue, signal);
    },
  };
}
