import type { AgentInfo } from '../api/contracts.js';

/** Those at work first, those away last. */
export const agentStates: readonly AgentInfo['state'][] = ['busy', 'reserved', 'wrap-up', 'ready', 'paused', 'offline'];

/** By state, and within it who is in it longest first. */
export function agentsByState(agents: readonly AgentInfo[]): readonly AgentInfo[] {
  return agents.toSorted(
    (one, other) =>
      agentStates.indexOf(one.state) - agentStates.indexOf(other.state) || one.since.localeCompare(other.since),
  );
}

export function countByState(
  agents: readonly AgentInfo[],
): readonly { readonly state: AgentInfo['state']; readonly count: number }[] {
  return agentStates
    .map((state) => ({ state, count: agents.filter((agent) => agent.state === state).length }))
    .filter(({ count }) => count > 0);
}
