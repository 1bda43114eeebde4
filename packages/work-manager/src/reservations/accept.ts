import { enterState } from '../routing/work-floor.js';
import type { WorkFloor } from '../routing/work-floor.js';

/** False when the item is not offered to her any more. Saying it twice is no harm. */
export function accept(floor: WorkFloor, id: string, agentId: string, now: number): boolean {
  const item = floor.items.get(id);
  const agent = floor.agents.get(agentId);
  if (item === undefined || agent === undefined || item.agent !== agentId) return false;
  if (item.state === 'accepted') return true;
  item.state = 'accepted';
  item.declinedBy.clear();
  enterState(floor, agent, 'busy', now);
  floor.happened.push({ type: 'work.accepted', at: now, work: item.work, agent: agentId });
  return true;
}
