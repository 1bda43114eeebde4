import type { Channel } from '../contract/index.js';
import { maxPatternInput } from '../definition/answer-pattern.js';
import type { Json, QuestionNode } from '../definition/definition.js';
import { selectText } from '../definition/select-text.js';
import { message } from '../messages/messages.js';
import type { MessageKey } from '../messages/messages.js';
import { offeredOptions } from './options.js';
import { readAnswer } from './read-answer.js';
import type { MutableScope } from './scope.js';

export type AnswerCheck =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly problem: string };

export interface AnswerPlace {
  readonly scope: MutableScope;
  readonly language: string;
  readonly channel: Channel;
  /** Fresh from a telephone's keys: digits stand for options, and their number counts. */
  readonly keyed: boolean;
}

/** Whether a value answers a question, and in which form it is kept. */
export function checkAnswer(question: QuestionNode, given: Json, place: AnswerPlace): AnswerCheck {
  const { language, scope, channel } = place;
  const refuse = (key: MessageKey, values: Readonly<Record<string, string | number>> = {}): AnswerCheck => ({
    ok: false,
    problem: message(key, language, values),
  });
  if (given === null || given === undefined || (typeof given === 'string' && given.trim() === ''))
    return question.required ? refuse('required') : { ok: true, value: null };

  const options = question.type === 'choice' ? offeredOptions(question, scope, language, channel) : [];
  const value = readAnswer(question.type, given, options, place.keyed);
  if (value === undefined) return refuse(question.type);
  if (
    place.keyed &&
    question.digits &&
    typeof given === 'string' &&
    given.length !== question.digits &&
    question.type !== 'choice'
  )
    return refuse('digits', { digits: question.digits });
  if (typeof value === 'number') {
    if (question.min !== undefined && value < question.min) return refuse('min', { min: question.min });
    if (question.max !== undefined && value > question.max) return refuse('max', { max: question.max });
  }
  if (typeof value === 'string' && question.type !== 'choice') {
    const max = Math.min(question.max ?? maxTextLength, maxTextLength);
    if ([...value].length > max) return refuse('length', { max });
    if (question.pattern && (value.length > maxPatternInput || !(question.pattern.expression?.test(value) ?? false)))
      return refuse('pattern');
  }
  return checkConstraints(question, value, place);
}

/** Longest answer to a question that sets no bound, in characters. */
const maxTextLength = 2000;

function checkConstraints(question: QuestionNode, value: Json, { scope, language, channel }: AnswerPlace): AnswerCheck {
  // The answer is on trial: constraints and their texts see it under the question's name, and nobody after them.
  const before = scope[question.id];
  scope[question.id] = value;
  try {
    const broken = question.constraints.find(({ test }) => test.program?.evaluate(scope) !== true);
    if (!broken) return { ok: true, value };
    const text = selectText(broken.say, language, channel)?.template?.render(scope, language);
    return { ok: false, problem: text ?? message('constraint', language) };
  } finally {
    scope[question.id] = before;
  }
}
