import { settleAgent } from '../agents/settle-agent.js';
import type { WorkFloor } from '../routing/work-floor.js';

/**
 * Takes an item out, whatever its state; its agent is free again without wrap-up because there was no conversation.
 * False when there is no such item (any more): an agent in wrap-up is left alone.
 */
export function withdraw(floor: WorkFloor, id: string, reason: string, now: number): boolean {
  const item = floor.items.get(id);
  if (item === undefined) return false;
  const agent = item.agent === undefined ? undefined : floor.agents.get(item.agent);
  if (item.state === 'waiting') item.requirement.waitingCount -= 1;
  item.turn += 1;
  floor.items.delete(id);
  floor.happened.push({
    type: 'work.withdrawn',
    at: now,
    work: item.work,
    reason,
    ...(item.agent === undefined ? {} : { agent: item.agent }),
  });
  if (agent !== undefined) settleAgent(floor, agent, now);
  return true;
}
