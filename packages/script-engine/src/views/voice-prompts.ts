import type { Definition, Node, Text } from '../definition/definition.js';
import { selectText } from '../definition/select-text.js';
import type { Tries } from '../replay/dialog-state.js';
import type { Settled } from '../replay/replay.js';
import { promptName } from './prompts.js';
import type { PromptPart } from './prompts.js';

interface SpokenPrompt {
  readonly prompt: string;
  readonly text: string;
}

/** What is played at a step: why the last try failed, or else the informations on the way here; then the step's own text. */
export function voicePrompts(
  definition: Definition,
  standing: Settled,
  language: string,
  tries: Tries | undefined,
): SpokenPrompt[] {
  const attempt = (tries?.count ?? 0) + 1;
  const say = (node: Node, texts: readonly Text[], part?: PromptPart): readonly SpokenPrompt[] => {
    const text = selectText(texts, language, 'voice', attempt);
    return text ? [{ prompt: promptName(definition.id, node.id, text, part), text: text.source }] : [];
  };
  const { node } = standing;
  const before = tries
    ? failure(definition, node, tries, say)
    : informations(standing).flatMap((info) => say(info, info.say));
  return [...before, ...say(node, node.say)];
}

function failure(
  definition: Definition,
  node: Node,
  tries: Tries,
  say: (node: Node, texts: readonly Text[], part?: PromptPart) => readonly SpokenPrompt[],
): readonly SpokenPrompt[] {
  if (node.kind !== 'question') return [];
  if (tries.reason === 'noinput') return say(node, node.noinput, 'noinput');
  if (tries.reason === 'nomatch') return say(node, node.nomatch, 'nomatch');
  const retry = tries.node === undefined ? undefined : definition.nodes.get(tries.node);
  return retry ? say(retry, retry.say) : [];
}

/** The informations since the last question. */
function informations({ path }: Settled): readonly Node[] {
  const before = path.slice(0, -1).map(({ node }) => node);
  const last = before.findLastIndex(({ kind }) => kind === 'question');
  return before.slice(last + 1).filter(({ kind }) => kind === 'info');
}
