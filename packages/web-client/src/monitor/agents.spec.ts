import { describe, expect, it } from 'vitest';
import type { AgentInfo } from '../api/contracts.js';
import { agentsByState, countByState } from './agents.js';

const agent = (id: string, state: AgentInfo['state'], since: string): AgentInfo => ({
  id,
  name: id,
  state,
  since,
  skills: {},
  simulated: false,
});
const agents = [
  agent('off', 'offline', '2026-11-22T08:00:00Z'),
  agent('new', 'ready', '2026-11-22T10:00:00Z'),
  agent('old', 'ready', '2026-11-22T09:00:00Z'),
  agent('talk', 'busy', '2026-11-22T10:00:00Z'),
];

describe('the agents on the monitor', () => {
  it('stand by state, who is in it longest first', () => {
    expect(agentsByState(agents).map(({ id }) => id)).toEqual(['talk', 'old', 'new', 'off']);
  });

  it('are counted by the states that occur', () => {
    expect(countByState(agents)).toEqual([
      { state: 'busy', count: 1 },
      { state: 'ready', count: 2 },
      { state: 'offline', count: 1 },
    ]);
  });
});
