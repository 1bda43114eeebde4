import type { DialogFacts } from './scope.js';
import { without } from './dialog-state.js';
import type { DialogState } from './dialog-state.js';
import type { Standing, Visit } from './replay.js';

/** The visits before the present one at which a person had a turn and can have it again. */
export function earlierTurns(standing: Standing, facts: DialogFacts): readonly Visit[] {
  const before = standing.kind === 'turn' ? standing.path.slice(0, -1) : [];
  return before.filter(
    ({ node, answer }) =>
      (node.kind === 'question' && answer !== undefined) || (node.kind === 'info' && facts.dialog.channel !== 'voice'),
  );
}

/** To the turn before; its answer becomes a proposal. null when there is none. */
export function stepBack(state: DialogState, standing: Standing, facts: DialogFacts): DialogState | null {
  const target = earlierTurns(standing, facts).at(-1);
  if (!target) return null;
  if (state.revising !== null) return { ...state, revising: target.key, ...freshTry(state, target.key) };
  const answer = state.answers[target.key];
  return {
    ...state,
    answers: without(state.answers, target.key),
    proposals:
      answer && target.node.kind === 'question' ? { ...state.proposals, [target.key]: answer.value } : state.proposals,
    ...freshTry(state, target.key),
  };
}

/** To the latest visit of an earlier node; later answers stay. null when the path did not come there. */
export function reviseStep(
  state: DialogState,
  standing: Standing,
  facts: DialogFacts,
  node: string,
): DialogState | null {
  const target = earlierTurns(standing, facts).findLast((visit) => visit.node.id === node);
  return target ? { ...state, revising: target.key, ...freshTry(state, target.key) } : null;
}

function freshTry(state: DialogState, key: string): Pick<DialogState, 'tries' | 'failed'> {
  return { tries: without(state.tries, key), failed: state.failed.filter((failed) => failed !== key) };
}
