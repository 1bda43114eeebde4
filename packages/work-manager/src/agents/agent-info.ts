import type { AgentInfo } from '../contract/index.js';
import type { Agent } from './agent.js';

export function agentInfo(agent: Agent): AgentInfo {
  const { person, state, since, reason, item } = agent;
  return {
    id: person.id,
    name: person.name,
    state,
    since: new Date(since).toISOString(),
    ...(reason === undefined ? {} : { reason }),
    ...(item === undefined ? {} : { item }),
    skills: { ...person.skills },
    ...(person.extension === undefined ? {} : { extension: person.extension }),
    simulated: person.simulated,
  };
}
