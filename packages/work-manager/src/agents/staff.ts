import { matchAgent } from '../routing/match.js';
import { requalify } from '../routing/work-floor.js';
import type { WorkFloor } from '../routing/work-floor.js';
import { newAgent } from './agent.js';
import type { Agent, Person } from './agent.js';
import { removeAgent } from './settle-agent.js';

/** Adds a person or takes over what changed in her account. */
export function employ(floor: WorkFloor, person: Person, now: number): void {
  const known = floor.agents.get(person.id);
  const agent = known ?? newAgent(person, now);
  agent.leaving = false;
  if (known === undefined) floor.agents.set(person.id, agent);
  else if (JSON.stringify(known.person) === JSON.stringify(person)) return;
  agent.person = person;
  requalify(floor, agent);
  matchAgent(floor, agent, now);
}

/** An agent whose account is gone leaves at once, or when her item is done. */
export function dismiss(floor: WorkFloor, agent: Agent, now: number): void {
  agent.wanted = 'offline';
  agent.wantedReason = 'account-removed';
  if (agent.item === undefined) removeAgent(floor, agent, now);
  else agent.leaving = true;
}

/** Makes the staff what the accounts say; simulated agents are left alone. */
export function replaceStaff(floor: WorkFloor, people: readonly Person[], now: number): void {
  const ids = new Set(people.map(({ id }) => id));
  for (const agent of floor.agents.values()) {
    if (!agent.person.simulated && !ids.has(agent.person.id)) dismiss(floor, agent, now);
  }
  for (const person of people) employ(floor, person, now);
}
