import { matchAgent } from '../routing/match.js';
import { enterState } from '../routing/work-floor.js';
import type { WorkFloor } from '../routing/work-floor.js';
import type { Agent, WantedState } from './agent.js';

/** Takes effect at once unless she has an item: then when the item is done, so that no call and no wrap-up is cut short. */
export function setWantedState(
  floor: WorkFloor,
  agent: Agent,
  wanted: WantedState,
  reason: string | undefined,
  now: number,
): void {
  agent.wanted = wanted;
  agent.wantedReason = reason;
  if (agent.item !== undefined) return;
  if (agent.state === wanted && agent.reason === reason) return;
  if (agent.state === 'ready' && wanted === 'ready') {
    // Another reason for the same state is no new idle time and no new turn.
    agent.reason = reason;
    return;
  }
  enterState(floor, agent, wanted, now, reason);
  matchAgent(floor, agent, now);
}
