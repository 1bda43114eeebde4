import type { Principal } from '@caruso/core-service-manager/contract';
import type { NewTask } from '@caruso/storage-manager/contract';
import type { Argument, Json } from '../definition/definition.js';
import { selectText } from '../definition/select-text.js';
import type { Firing } from '../replay/replay.js';
import type { DialogFacts, MutableScope } from '../replay/scope.js';

export interface DueAction {
  readonly id: string;
  readonly task: NewTask;
}

/** The durable tasks of the actions that a path fired; each has a key of its own, so that none is done twice. */
export function actionTasks(
  firings: readonly Firing[],
  facts: DialogFacts,
  principal: Principal,
): readonly DueAction[] {
  return firings.map(({ action, visit, scope }) => ({
    id: action.id,
    task: {
      key: `${facts.dialog.id}:${action.id}:${visit}`,
      service: action.service,
      operation: action.operation,
      input: actionInput(action.args, scope, facts),
      principal,
    },
  }));
}

function actionInput(args: readonly Argument[], scope: MutableScope, facts: DialogFacts): Json {
  const input: Record<string, Json> = {};
  for (const argument of args) {
    const value = argumentValue(argument, scope, facts);
    if (value !== null && value !== undefined) put(input, argument.path, value);
  }
  return input;
}

function argumentValue({ value, texts }: Argument, scope: MutableScope, { dialog }: DialogFacts): Json {
  if (value) return (value.program?.evaluate(scope) ?? null) as Json;
  return selectText(texts, dialog.language, dialog.channel)?.template?.render(scope, dialog.language) ?? null;
}

function put(target: Record<string, Json>, [first = '', ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const inner = target[first];
  const object = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : {};
  put(object, rest, value);
  target[first] = object;
}
