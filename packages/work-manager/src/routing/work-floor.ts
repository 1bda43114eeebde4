import type { Agent, Skills } from '../agents/agent.js';
import type { AgentState, QueueSettings } from '../contract/index.js';
import type { WorkEvent } from '../events/work-event.js';
import type { Item } from '../queues/item.js';
import { Heap } from './heap.js';
import { meets, newRequirement, requirementKey } from './requirement.js';
import type { Requirement } from './requirement.js';

/** A moment at which an item has to be looked at again. */
export interface Deadline {
  readonly at: number;
  readonly item: string;
}

/**
 * Everybody and everything the router knows. The functions of this package change it and nobody else does; they take
 * the time as a parameter and put what happened into `happened`, so the same code runs on real and on virtual time.
 */
export interface WorkFloor {
  readonly queues: ReadonlyMap<string, QueueSettings>;
  readonly agents: Map<string, Agent>;
  readonly items: Map<string, Item>;
  readonly requirements: Map<string, Requirement>;
  readonly deadlines: Heap<Deadline>;
  /** Gives the order of what happens within one millisecond. */
  serial: number;
  happened: WorkEvent[];
}

/** Requirements that no queue has as such are forgotten beyond so many. */
const PASSING_REQUIREMENTS = 200;

export function newWorkFloor(queues: readonly QueueSettings[]): WorkFloor {
  const floor: WorkFloor = {
    queues: new Map(queues.map((settings) => [settings.queue, settings])),
    agents: new Map(),
    items: new Map(),
    requirements: new Map(),
    deadlines: new Heap((a, b) => a.at < b.at),
    serial: 0,
    happened: [],
  };
  for (const { skills } of queues) {
    requirementFor(floor, skills, false, true);
    requirementFor(floor, skills, true, true);
  }
  return floor;
}

/** What happened since the last time this was asked. */
export function takeHappened(floor: WorkFloor): readonly WorkEvent[] {
  const { happened } = floor;
  floor.happened = [];
  return happened;
}

/** The requirement of these skills with its lines of agents and items, made when it is new. */
export function requirementFor(floor: WorkFloor, skills: Skills, simulated: boolean, permanent = false): Requirement {
  const known = floor.requirements.get(requirementKey(skills, simulated));
  if (known !== undefined) return known;
  forgetUnused(floor);
  const requirement = newRequirement(skills, simulated, permanent);
  floor.requirements.set(requirement.key, requirement);
  for (const agent of floor.agents.values()) {
    if (!meets(agent.person, requirement)) continue;
    agent.requirements.add(requirement);
    if (agent.state === 'ready') joinIdle(agent, requirement);
  }
  return requirement;
}

function forgetUnused(floor: WorkFloor): void {
  if (floor.requirements.size < 2 * floor.queues.size + PASSING_REQUIREMENTS) return;
  const used = new Set([...floor.items.values()].map((item) => item.requirement));
  for (const requirement of floor.requirements.values()) {
    if (requirement.permanent || used.has(requirement)) continue;
    floor.requirements.delete(requirement.key);
    for (const agent of floor.agents.values()) agent.requirements.delete(requirement);
  }
}

/** Changes an agent's state, keeps the idle lines in step and records it, once. */
export function enterState(floor: WorkFloor, agent: Agent, state: AgentState, now: number, reason?: string): void {
  if (agent.state === 'ready') for (const requirement of agent.requirements) requirement.idleCount -= 1;
  agent.state = state;
  agent.since = now;
  agent.reason = reason;
  if (state === 'ready') {
    agent.turn += 1;
    if (agent.idleSince === undefined) {
      agent.idleSince = now;
      agent.idleOrder = floor.serial += 1;
    }
    for (const requirement of agent.requirements) joinIdle(agent, requirement);
  } else if (state === 'busy' || state === 'offline') agent.idleSince = undefined;
  floor.happened.push({
    type: 'agent.state-changed',
    at: now,
    agent: agent.person.id,
    state,
    simulated: agent.person.simulated,
    ...(reason === undefined ? {} : { reason }),
    ...(agent.item === undefined ? {} : { item: agent.item }),
  });
}

function joinIdle(agent: Agent, requirement: Requirement): void {
  requirement.idleCount += 1;
  requirement.idle.trim(requirement.idleCount);
  requirement.idle.join(agent);
}

/** Changes what an agent can do, keeping her place in the idle lines. */
export function requalify(floor: WorkFloor, agent: Agent): void {
  const ready = agent.state === 'ready';
  if (ready) for (const requirement of agent.requirements) requirement.idleCount -= 1;
  agent.turn += 1;
  agent.requirements.clear();
  for (const requirement of floor.requirements.values()) {
    if (!meets(agent.person, requirement)) continue;
    agent.requirements.add(requirement);
    if (ready) joinIdle(agent, requirement);
  }
}
