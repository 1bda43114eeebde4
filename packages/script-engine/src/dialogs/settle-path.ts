import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Principal } from '@caruso/core-service-manager/contract';
import type { Definition } from '../definition/definition.js';
import type { DialogState } from '../replay/dialog-state.js';
import { failTry } from '../replay/failed-try.js';
import { replay } from '../replay/replay.js';
import type { Settled } from '../replay/replay.js';
import type { DialogFacts } from '../replay/scope.js';
import type { PinnedData } from './pinned-data.js';

export interface SettledPath {
  readonly state: DialogState;
  readonly standing: Settled;
}

/** More lookups and retries than any step has need of. */
const maxRounds = 100;

/** Replays, and does what the path needs on its way, until it comes to a person's turn or to its end. */
export async function settlePath(
  definition: Definition,
  from: DialogState,
  facts: DialogFacts,
  now: number,
  pinned: PinnedData,
  principal: Principal,
): Promise<SettledPath> {
  let state = from;
  for (let round = 0; round < maxRounds; round += 1) {
    const standing = replay(definition, state, facts, now);
    switch (standing.kind) {
      case 'turn':
      case 'final':
        return { state, standing };
      case 'lookup':
        state = {
          ...state,
          lookups: { ...state.lookups, [standing.pin]: await pinned.lookUp(standing.node, standing.where, principal) },
        };
        break;
      case 'retry': {
        const question = definition.nodes.get(standing.node.question);
        if (question?.kind !== 'question') throw stuck(definition, `“${standing.node.question}” is no question`);
        state = failTry(state, question, standing.question, { reason: 'retry', node: standing.node.id }, true);
        break;
      }
      case 'stuck':
        throw stuck(definition, standing.reason);
    }
  }
  throw stuck(definition, 'Its path does not come to rest');
}

function stuck(definition: Definition, reason: string): CarusoError {
  return new CarusoError('internal', `The script ${definition.id} ${definition.version} cannot go on: ${reason}`, {
    script: definition.id,
  });
}
