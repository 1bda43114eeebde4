import type { Finding } from '@caruso/core-service-manager/contract';
import { answerTooEarly } from './answer-too-early.js';
import { badName } from './bad-name.js';
import { badPattern } from './bad-pattern.js';
import { choiceWithoutOptions } from './choice-without-options.js';
import { deadEnd } from './dead-end.js';
import { duplicateId } from './duplicate-id.js';
import { endlessLoop } from './endless-loop.js';
import { expressions } from './expressions.js';
import { missingChannelText } from './missing-channel-text.js';
import { missingLanguage } from './missing-language.js';
import type { Rule, RuleInput } from './rule.js';
import { unknownNode } from './unknown-node.js';
import { unknownService } from './unknown-service.js';
import { unreachableNode } from './unreachable-node.js';
import { unusedData } from './unused-data.js';
import { voiceDigit } from './voice-digit.js';
import { voiceFailed } from './voice-failed.js';
import { voiceQuestionType } from './voice-question-type.js';
import { voiceValues } from './voice-values.js';

const rules: readonly Rule[] = [
  answerTooEarly,
  badName,
  badPattern,
  choiceWithoutOptions,
  deadEnd,
  duplicateId,
  endlessLoop,
  expressions,
  missingChannelText,
  missingLanguage,
  unknownNode,
  unknownService,
  unreachableNode,
  unusedData,
  voiceDigit,
  voiceFailed,
  voiceQuestionType,
  voiceValues,
];

/** All mistakes of a script, in the order of the file. */
export function applyRules(input: RuleInput): readonly Finding[] {
  return rules
    .flatMap((rule) => rule(input))
    .map(({ at, ...rest }) => ({ file: input.definition.file, ...at, ...rest }))
    .toSorted((a, b) => a.line - b.line || a.column - b.column || a.rule.localeCompare(b.rule));
}
