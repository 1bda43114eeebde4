import type { Agent } from '../agents/agent.js';
import type { Item } from '../queues/item.js';
import { servedBefore } from '../queues/line-order.js';
import { reserve } from '../reservations/reserve.js';
import type { WorkFloor } from './work-floor.js';

/** Lets an item wait, in the place that its time of arrival gives it. */
export function letWait(item: Item): void {
  item.state = 'waiting';
  item.agent = undefined;
  item.turn += 1;
  item.requirement.waitingCount += 1;
  item.requirement.waiting.trim(item.requirement.waitingCount);
  item.requirement.waiting.join(item);
}

/** Offers a waiting item to the agent who has the skills and has been idle longest. */
export function matchItem(floor: WorkFloor, item: Item, now: number): void {
  if (item.state !== 'waiting') return;
  const agent = item.requirement.idle.first(({ person }) => mayBeOffered(item, person.id, now));
  if (agent !== undefined) reserve(floor, item, agent, now);
}

/** Offers a ready agent the item that is to be served first among those she can do. */
export function matchAgent(floor: WorkFloor, agent: Agent, now: number): void {
  if (agent.state !== 'ready') return;
  let next: Item | undefined;
  for (const requirement of agent.requirements) {
    if (requirement.waitingCount === 0) continue;
    const front = requirement.waiting.first((item) => mayBeOffered(item, agent.person.id, now));
    if (front !== undefined && (next === undefined || servedBefore(front, next))) next = front;
  }
  if (next !== undefined) reserve(floor, next, agent, now);
}

function mayBeOffered(item: Item, agent: string, now: number): boolean {
  return (item.declinedBy.get(agent) ?? -Infinity) <= now;
}
