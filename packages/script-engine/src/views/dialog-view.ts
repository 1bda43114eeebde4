import type { Task } from '@caruso/storage-manager/contract';
import type { z } from 'zod';
import type { dialogSummarySchema, dialogViewSchema } from '../contract/index.js';
import type { Definition, Json, QuestionNode } from '../definition/definition.js';
import { actionViews } from './action-views.js';
import type { DialogRecord } from '../dialogs/dialog-record.js';
import type { Settled } from '../replay/replay.js';
import { message } from '../messages/messages.js';
import { offeredOptions } from '../replay/options.js';
import type { DialogFacts, MutableScope } from '../replay/scope.js';
import { earlierTurns } from '../replay/steps-back.js';
import { selectText } from '../definition/select-text.js';
import { stepView } from './step-view.js';

type View = z.input<typeof dialogViewSchema>;

/** Everything a client needs to show a dialog. */
export function dialogView(
  record: DialogRecord,
  definition: Definition,
  standing: Settled,
  facts: DialogFacts,
  tasks: readonly Task[],
): View {
  const { language, channel } = facts.dialog;
  return {
    id: record.id,
    revision: record.revision,
    script: scriptOf(record, definition),
    language,
    channel,
    status: record.status,
    ...(record.contact === null ? {} : { contact: record.contact }),
    ...(record.customer ? { customer: record.customer } : {}),
    owner: record.owner.id,
    path: standing.path.flatMap(({ node, key, answer }) => {
      if (node.kind !== 'question' || answer === undefined || key === standing.key) return [];
      const text = selectText(node.say, language, channel)?.template?.render(standing.scope, language) ?? '';
      return [{ node: node.id, text, answer, answerText: answerText(node, answer, standing.scope, facts) }];
    }),
    step: stepView(definition, record.state, standing, facts),
    canGoBack: record.status === 'asking' && earlierTurns(standing, facts).length > 0,
    actions: actionViews(definition, language, record.state.actions, tasks),
    startedAt: record.startedAt,
    changedAt: record.changedAt,
  };
}

export function dialogSummary(record: DialogRecord, title: string): z.input<typeof dialogSummarySchema> {
  return {
    id: record.id,
    script: { id: record.script, version: record.version, title },
    status: record.status,
    ...(record.contact === null ? {} : { contact: record.contact }),
    ...(record.customer ? { customer: record.customer } : {}),
    owner: record.owner.id,
    channel: record.channel,
    startedAt: record.startedAt,
    changedAt: record.changedAt,
    ...(record.outcome === null ? {} : { outcome: record.outcome }),
  };
}

function scriptOf(record: DialogRecord, definition: Definition): View['script'] {
  return { id: record.script, version: record.version, title: definition.title[record.language] ?? record.script };
}

function answerText(node: QuestionNode, answer: Json, scope: MutableScope, { dialog }: DialogFacts): string {
  if (answer === null) return message('none', dialog.language);
  if (typeof answer === 'boolean') return message(answer ? 'yes' : 'no', dialog.language);
  const option =
    node.type === 'choice'
      ? offeredOptions(node, scope, dialog.language, dialog.channel).find(({ value }) => value === answer)
      : undefined;
  return option?.text ?? node.answerText?.render({ ...scope, [node.id]: answer }, dialog.language) ?? String(answer);
}
