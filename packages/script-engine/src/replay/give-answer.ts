import type { Json } from '../definition/definition.js';
import { checkAnswer } from './check-answer.js';
import { without } from './dialog-state.js';
import type { DialogState } from './dialog-state.js';
import { failTry } from './failed-try.js';
import type { Standing } from './replay.js';
import type { DialogFacts } from './scope.js';

export interface Given {
  readonly state: DialogState;
  readonly accepted: boolean;
  /** As it is kept, when accepted. */
  readonly value: Json;
}

/** The state after the person whose turn it is gave an answer, right or wrong. On the telephone a wrong one counts as a try. */
export function giveAnswer(
  state: DialogState,
  standing: Extract<Standing, { kind: 'turn' }>,
  facts: DialogFacts,
  given: Json,
  now: number,
): Given {
  const { node, key, scope } = standing;
  const { channel, language } = facts.dialog;
  const keep = (value: Json): DialogState => ({
    ...state,
    answers: { ...state.answers, [key]: { value, at: now } },
    proposals: without(state.proposals, key),
    revising: state.revising === key ? null : state.revising,
  });
  if (node.kind === 'info') return { state: keep(null), accepted: true, value: null };

  const voice = channel === 'voice';
  const check = checkAnswer(node, given, { scope, language, channel, keyed: voice });
  if (check.ok) {
    const accepted = keep(check.value);
    // The count of tries stays: a lookup may send the answer back as a further failed try.
    const tries = accepted.tries[key]?.reason === 'invalid' ? without(accepted.tries, key) : accepted.tries;
    return { state: { ...accepted, tries }, accepted: true, value: check.value };
  }
  const failed = failTry(
    state,
    node,
    key,
    voice ? { reason: 'nomatch' } : { reason: 'invalid', message: check.problem },
    voice,
  );
  // While a step is revised its kept answer must stay hidden, and what was typed is offered again.
  return {
    state: { ...failed, proposals: voice ? failed.proposals : { ...failed.proposals, [key]: given } },
    accepted: false,
    value: null,
  };
}
