import type { Agent } from '../agents/agent.js';
import type { Item } from '../queues/item.js';
import { enterState } from '../routing/work-floor.js';
import type { WorkFloor } from '../routing/work-floor.js';

/** An offer lapses when nobody settled it so long after the phone should have stopped ringing (ms). */
export const LAPSE_GRACE_MS = 5000;

/** Ties one waiting item to one ready agent; both leave their lines in the same step. */
export function reserve(floor: WorkFloor, item: Item, agent: Agent, now: number): void {
  item.requirement.waitingCount -= 1;
  item.state = 'offered';
  item.agent = agent.person.id;
  item.lapsesAt = now + item.queue.ringSeconds * 1000 + LAPSE_GRACE_MS;
  agent.item = item.work.id;
  enterState(floor, agent, 'reserved', now);
  floor.deadlines.push({ at: item.lapsesAt, item: item.work.id });
  floor.happened.push({ type: 'work.offered', at: now, work: item.work, agent: agent.person.id });
}
