import type { Agent } from '../agents/agent.js';
import { settleAgent } from '../agents/settle-agent.js';
import type { Item } from '../queues/item.js';
import { letWait, matchItem } from '../routing/match.js';
import type { WorkFloor } from '../routing/work-floor.js';

/** So long an item is not offered again to an agent who declined it (ms), even if nobody else is there. */
export const DECLINE_REST_MS = 5000;

/** Puts an item back into its old place, out of her reach for a while. */
function putBack(floor: WorkFloor, item: Item, agent: Agent, now: number): void {
  item.declinedBy.set(agent.person.id, now + DECLINE_REST_MS);
  floor.deadlines.push({ at: now + DECLINE_REST_MS, item: item.work.id });
  agent.item = undefined;
  letWait(item);
}

/** One who asked to go offline meanwhile goes offline; anybody else pauses. */
function pause(agent: Agent, reason: string): void {
  if (agent.wanted === 'offline') return;
  agent.wanted = 'paused';
  agent.wantedReason = reason;
}

/** False when the item is not offered to her (any more). */
export function decline(
  floor: WorkFloor,
  { item: id, agent: agentId, reason, pause: pauses }: { item: string; agent: string; reason: string; pause: boolean },
  now: number,
): boolean {
  const item = floor.items.get(id);
  const agent = floor.agents.get(agentId);
  if (item?.state !== 'offered' || item.agent !== agentId || agent === undefined) return false;
  if (pauses) pause(agent, reason);
  floor.happened.push({ type: 'work.declined', at: now, work: item.work, agent: agentId, reason });
  putBack(floor, item, agent, now);
  // The item first looks for somebody else, then its agent gets her next one.
  matchItem(floor, item, now);
  settleAgent(floor, agent, now);
  return true;
}

/**
 * Nobody settled the offer in time: the item waits in its old place, and she is paused because she cannot be reached.
 * The caller then matches the item.
 */
export function lapse(floor: WorkFloor, item: Item, now: number): void {
  const agent = item.agent === undefined ? undefined : floor.agents.get(item.agent);
  if (agent === undefined) return;
  pause(agent, 'not-answered');
  floor.happened.push({ type: 'work.requeued', at: now, work: item.work, agent: agent.person.id, reason: 'lapsed' });
  putBack(floor, item, agent, now);
  settleAgent(floor, agent, now);
}
