import type { Definition, Node, Text } from '../definition/definition.js';

/** A text to be recorded. */
export interface Prompt {
  readonly language: string;
  readonly prompt: string;
  readonly text: string;
}

/** Texts of a node that are played apart from its own. */
export type PromptPart = 'noinput' | 'nomatch';

/** The name of a recording, without language and ending. */
export function promptName(script: string, node: string, text: Text, part?: PromptPart): string {
  return [script, node, ...(part ? [part] : []), ...(text.attempt ? [`attempt${text.attempt}`] : [])].join('-');
}

/** Every text that a script says on the telephone. Options are not among them: the question's own text names the digits. */
export function promptsOf(definition: Definition): readonly Prompt[] {
  if (!definition.channels.includes('voice')) return [];
  const prompts = [...definition.nodes.values()].flatMap((node) =>
    spokenTexts(node).map(({ text, part }): Prompt => ({
      language: text.language,
      prompt: promptName(definition.id, node.id, text, part),
      text: text.source,
    })),
  );
  // A text for voice alone and one for every channel have the same name: the particular one is what is spoken.
  const particular = new Map<string, Prompt>();
  for (const prompt of prompts) particular.set(`${prompt.language}/${prompt.prompt}`, prompt);
  return [...particular.values()];
}

function spokenTexts(node: Node): readonly { readonly text: Text; readonly part?: PromptPart }[] {
  const spoken = (texts: readonly Text[], part?: PromptPart) =>
    texts
      .filter(({ channel }) => channel === undefined || channel === 'voice')
      .toSorted((a, b) => Number(a.channel === 'voice') - Number(b.channel === 'voice'))
      .map((text) => ({ text, ...(part ? { part } : {}) }));
  if (node.kind !== 'question') return spoken(node.say);
  return [...spoken(node.say), ...spoken(node.noinput, 'noinput'), ...spoken(node.nomatch, 'nomatch')];
}
