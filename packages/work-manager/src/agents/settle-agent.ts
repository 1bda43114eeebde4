import { matchAgent } from '../routing/match.js';
import { enterState } from '../routing/work-floor.js';
import type { WorkFloor } from '../routing/work-floor.js';
import type { Agent } from './agent.js';

/** Her item is done or gone: she becomes what she asked for, and a ready one gets the next item at once. */
export function settleAgent(floor: WorkFloor, agent: Agent, now: number): void {
  agent.item = undefined;
  if (agent.leaving) {
    removeAgent(floor, agent, now);
    return;
  }
  enterState(floor, agent, agent.wanted, now, agent.wantedReason);
  matchAgent(floor, agent, now);
}

export function removeAgent(floor: WorkFloor, agent: Agent, now: number): void {
  if (agent.state !== 'offline') enterState(floor, agent, 'offline', now, 'account-removed');
  floor.agents.delete(agent.person.id);
}
