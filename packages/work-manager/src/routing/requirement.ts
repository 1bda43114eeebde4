import { idlePlace } from '../agents/agent.js';
import type { Agent, Person, Skills } from '../agents/agent.js';
import type { Item } from '../queues/item.js';
import { waitingPlace } from '../queues/line-order.js';
import { Line } from './line.js';

/**
 * What items ask of an agent, with the agents idle who meet it and the items waiting that ask it. There are few
 * requirements (about one a queue) and many agents, so each finds the other at the front of a line instead of by a scan.
 */
export interface Requirement {
  readonly key: string;
  readonly skills: Skills;
  /** A demo item may be given to a simulated agent; a real one never. */
  readonly simulated: boolean;
  readonly idle: Line<Agent>;
  readonly waiting: Line<Item>;
  idleCount: number;
  waitingCount: number;
  /** Belongs to a queue as such and stays when nothing waits. */
  readonly permanent: boolean;
}

/** The higher level of each skill counts. */
export function mergeSkills(a: Skills, b: Skills): Skills {
  const merged: Record<string, number> = { ...a };
  for (const [skill, level] of Object.entries(b)) merged[skill] = Math.max(merged[skill] ?? 0, level);
  return merged;
}

export function requirementKey(skills: Skills, simulated: boolean): string {
  const parts = Object.entries(skills).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([simulated, parts]);
}

export function newRequirement(skills: Skills, simulated: boolean, permanent: boolean): Requirement {
  return {
    key: requirementKey(skills, simulated),
    skills,
    simulated,
    idle: new Line(idlePlace, (agent) => agent.state === 'ready'),
    waiting: new Line(waitingPlace, (item) => item.state === 'waiting'),
    idleCount: 0,
    waitingCount: 0,
    permanent,
  };
}

export function meets(person: Person, requirement: Pick<Requirement, 'skills' | 'simulated'>): boolean {
  if (person.simulated && !requirement.simulated) return false;
  return Object.entries(requirement.skills).every(([skill, level]) => (person.skills[skill] ?? 0) >= level);
}
