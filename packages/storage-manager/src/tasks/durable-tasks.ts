import type { ImplementationOf } from '@caruso/core-service-manager/contract';
import type { DurableTasks } from '../contract/index.js';
import type { Store } from '../stores/store.js';
import type { SettledTasks } from './settled-tasks.js';
import type { TaskStore } from './task-store.js';
import type { Worker } from './worker.js';

export interface DurableTasksOptions {
  readonly own: () => Store;
  readonly tasks: TaskStore;
  readonly worker: Worker;
  readonly settled: SettledTasks;
  readonly stopping: AbortSignal;
}

export function createDurableTasks({
  own,
  tasks,
  worker,
  settled,
  stopping,
}: DurableTasksOptions): ImplementationOf<typeof DurableTasks> {
  return {
    async add(input) {
      const ids = await own().transaction((session) => tasks.addWithin(session, input.tasks));
      worker.wake();
      return { ids: [...ids] };
    },
    list: ({ keys, states, limit }) => tasks.list(keys, states, limit),
    async retry({ id }) {
      const task = await tasks.retry(id);
      worker.wake();
      return task;
    },
    cancel: async ({ key }) => ({ cancelled: await tasks.cancel(key) }),
    settled: (_input, call) => settled.follow(AbortSignal.any([call.signal, stopping])),
  };
}
