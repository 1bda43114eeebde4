import type { z } from 'zod';
import type { dialogStepSchema } from '../contract/index.js';
import type { Definition, Json, QuestionNode } from '../definition/definition.js';
import { selectText } from '../definition/select-text.js';
import type { Settled } from '../replay/replay.js';
import type { DialogState, Tries } from '../replay/dialog-state.js';
import { offeredOptions } from '../replay/options.js';
import type { DialogFacts, MutableScope } from '../replay/scope.js';
import { voicePrompts } from './voice-prompts.js';

type DialogStep = z.input<typeof dialogStepSchema>;

/** What the person is asked or told now. */
export function stepView(
  definition: Definition,
  state: DialogState,
  standing: Settled,
  facts: DialogFacts,
): DialogStep {
  const { channel, language } = facts.dialog;
  const { node, scope, key } = standing;
  const tries = state.tries[key];
  const attempt = (tries?.count ?? 0) + 1;
  const render = (texts: QuestionNode['say']): string =>
    selectText(texts, language, channel, attempt)?.template?.render(scope, language) ?? '';
  const voice =
    channel === 'voice'
      ? {
          voice: {
            prompts: voicePrompts(definition, standing, language, tries),
            ...(node.kind === 'question' ? digits(node) : {}),
            timeoutSeconds: node.kind === 'question' ? node.timeoutSeconds : 0,
            attempt,
          },
        }
      : {};
  const base = { node: node.id, text: render(node.say), ...voice };
  switch (node.kind) {
    case 'end':
      return { ...base, kind: 'end', outcome: node.outcome };
    case 'transfer':
      return { ...base, kind: 'transfer', queue: node.queue };
    case 'info':
      return { ...base, kind: 'info', required: false };
    case 'question': {
      const hint = render(node.hint);
      const value = proposal(node, state, key, scope);
      const problem = problemText(definition, tries, scope, facts);
      return {
        ...base,
        kind: 'question',
        type: node.type,
        required: node.required,
        ...(hint ? { hint } : {}),
        ...(node.type === 'choice'
          ? {
              options: offeredOptions(node, scope, language, channel).map((option) => ({
                ...option,
                value: String(option.value),
              })),
            }
          : {}),
        ...(node.min === undefined ? {} : { min: node.min }),
        ...(node.max === undefined ? {} : { max: node.max }),
        ...(value === null ? {} : { value }),
        ...(problem ? { problem } : {}),
      };
    }
  }
}

/** Most digits that the telephone takes for a question. */
function digits(node: QuestionNode): { readonly digits?: number } {
  if (node.digits !== undefined) return { digits: node.digits };
  if (node.type === 'boolean') return { digits: 1 };
  if (node.type === 'choice')
    return { digits: Math.max(1, ...node.options.map((option) => option.digit?.length ?? 1)) };
  return {};
}

/** What to start from: the answer that is being revised or was taken back, or the script's default. */
function proposal(node: QuestionNode, state: DialogState, key: string, scope: MutableScope): Json {
  const earlier = state.proposals[key] ?? state.answers[key]?.value;
  return earlier ?? ((node.default?.program?.evaluate(scope) ?? null) as Json);
}

function problemText(
  definition: Definition,
  tries: Tries | undefined,
  scope: MutableScope,
  { dialog }: DialogFacts,
): string | null {
  if (!tries) return null;
  if (tries.message !== undefined) return tries.message;
  const retry = tries.node === undefined ? undefined : definition.nodes.get(tries.node);
  return retry
    ? (selectText(retry.say, dialog.language, dialog.channel, tries.count)?.template?.render(scope, dialog.language) ??
        null)
    : null;
}
