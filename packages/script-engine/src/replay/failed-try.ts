import type { QuestionNode } from '../definition/definition.js';
import { without } from './dialog-state.js';
import type { DialogState, Tries } from './dialog-state.js';

/** The state after a try of a question failed. Tries that count lead to its `failed` node when they are used up. */
export function failTry(
  state: DialogState,
  question: QuestionNode,
  key: string,
  why: Omit<Tries, 'count'>,
  counts: boolean,
): DialogState {
  const count = (state.tries[key]?.count ?? 0) + (counts ? 1 : 0);
  const usedUp =
    counts && question.attempts !== undefined && question.failed !== undefined && count >= question.attempts;
  const answer = state.answers[key];
  return {
    ...state,
    answers: without(state.answers, key),
    proposals: answer ? { ...state.proposals, [key]: answer.value } : state.proposals,
    tries: { ...state.tries, [key]: { count, ...why } },
    failed: usedUp ? [...state.failed, key] : state.failed,
    revising: state.revising === key ? null : state.revising,
  };
}
