import { error } from './rule.js';
import type { Rule } from './rule.js';

/** A caller who cannot answer is not asked for ever: a question on the telephone says how often, and where to then. */
export const voiceFailed: Rule = ({ definition, nodes }) =>
  definition.channels.includes('voice')
    ? nodes
        .filter((node) => node.kind === 'question' && (!node.failed || node.attempts === undefined))
        .map(({ id, idAt }) =>
          error(
            'script/voice-failed',
            idAt,
            `“${id}” does not say what happens when the caller cannot answer`,
            'Add attempts="3" failed="NODE"',
          ),
        )
    : [];
