import type { Definition, Json } from '../src/definition/definition.js';
import { emptyState } from '../src/replay/dialog-state.js';
import type { DialogState } from '../src/replay/dialog-state.js';
import { failTry } from '../src/replay/failed-try.js';
import { giveAnswer } from '../src/replay/give-answer.js';
import { replay } from '../src/replay/replay.js';
import type { Settled, Standing } from '../src/replay/replay.js';
import type { DialogFacts } from '../src/replay/scope.js';

export const factsOf = (channel: 'web' | 'voice'): DialogFacts => ({
  dialog: { id: 'd', channel, language: 'en', customer: null, contact: null },
  caller: { id: 'c', name: 'C', kind: 'user', roles: [], customer: null },
});

/** A dialog in memory: what the engine does between two replays, without storage and lookups. */
export interface Walk {
  readonly state: DialogState;
  readonly standing: Settled;
  change(to: (state: DialogState, standing: Settled) => DialogState | null): Walk;
  answer(value: Json): Walk;
}

export function walk(
  definition: Definition,
  channel: 'web' | 'voice' = 'web',
  from: DialogState = emptyState,
  now = 1_700_000_000_000,
): Walk {
  const facts = factsOf(channel);
  let state = from;
  let standing: Standing = replay(definition, state, facts, now);
  while (standing.kind === 'retry') {
    const question = definition.nodes.get(standing.node.question);
    if (question?.kind !== 'question') throw new Error('a retry leads to no question');
    state = failTry(state, question, standing.question, { reason: 'retry', node: standing.node.id }, true);
    standing = replay(definition, state, facts, now);
  }
  if (standing.kind !== 'turn' && standing.kind !== 'final')
    throw new Error(`the walk does not come to rest: ${standing.kind}`);
  const settled: Settled = standing;
  return {
    state,
    standing: settled,
    change: (to) => walk(definition, channel, to(state, settled) ?? state, now + 1000),
    answer: (value) =>
      walk(
        definition,
        channel,
        settled.kind === 'turn' ? giveAnswer(state, settled, facts, value, now).state : state,
        now + 1000,
      ),
  };
}

/** The path as nodes and answers. */
export const pathOf = ({ standing }: Walk): readonly (readonly [string, Json | undefined])[] =>
  standing.path.map(({ key, answer }) => [key, answer]);
