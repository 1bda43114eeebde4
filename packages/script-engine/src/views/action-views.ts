import type { Task } from '@caruso/storage-manager/contract';
import type { z } from 'zod';
import type { dialogActionSchema } from '../contract/index.js';
import type { Action, Definition } from '../definition/definition.js';

type DialogAction = z.infer<typeof dialogActionSchema>;

/** The states of a dialog's actions, from their tasks. */
export function actionViews(
  definition: Definition,
  language: string,
  actions: readonly { readonly id: string; readonly key: string }[],
  tasks: readonly Task[],
): DialogAction[] {
  const titles = new Map(
    [...definition.nodes.values()].flatMap(({ next }) =>
      next.flatMap((edge) => edge.actions.map((action): [string, Action] => [action.id, action])),
    ),
  );
  return actions.map(({ id, key }) => {
    const task = tasks.find((candidate) => candidate.key === key);
    const state = task?.state === 'dead' ? 'failed' : (task?.state ?? 'waiting');
    return {
      id,
      title: titles.get(id)?.title[language] ?? id,
      state,
      ...(task?.lastError && state !== 'done' ? { error: task.lastError } : {}),
      ...(task ? { task: task.id } : {}),
    };
  });
}
