import { agentInfo } from '../agents/agent-info.js';
import type { Offer, WorkSnapshot } from '../contract/index.js';
import type { Item } from '../queues/item.js';
import { itemInfo } from '../queues/item-info.js';
import { waitingPlace } from '../queues/line-order.js';
import { requirementKey } from '../routing/requirement.js';
import type { WorkFloor } from '../routing/work-floor.js';

/** Agents by name, items in the order in which they are served, queues as configured. */
export function workSnapshot(floor: WorkFloor, now: number): WorkSnapshot {
  const items = [...floor.items.values()].toSorted(byPlace);
  const waiting = new Map<string, { count: number; longest: number }>();
  const infos = items.map((item) => {
    if (item.state !== 'waiting') return itemInfo(item, undefined);
    const seen = waiting.get(item.queue.queue) ?? { count: 0, longest: Infinity };
    const counted = { count: seen.count + 1, longest: Math.min(seen.longest, item.since) };
    waiting.set(item.queue.queue, counted);
    return itemInfo(item, counted.count);
  });
  const queues = [...floor.queues.values()].map(({ queue, label, skills, answerWithinSeconds }) => {
    const { count = 0, longest } = waiting.get(queue) ?? {};
    return {
      queue,
      label,
      waiting: count,
      ...(longest === undefined ? {} : { longestSince: new Date(longest).toISOString() }),
      readyAgents: floor.requirements.get(requirementKey(skills, true))?.idleCount ?? 0,
      answerWithinSeconds,
    };
  });
  const agents = [...floor.agents.values()].toSorted((a, b) => a.person.name.localeCompare(b.person.name));
  return { at: new Date(now).toISOString(), agents: agents.map(agentInfo), items: infos, queues };
}

/** The offers that are open now, or the one of an item. */
export function openOffers(floor: WorkFloor, items: Iterable<Item> = floor.items.values()): readonly Offer[] {
  const offers: Offer[] = [];
  for (const { state, agent: id, work, queue } of items) {
    const agent = id === undefined ? undefined : floor.agents.get(id);
    if (state === 'offered' && agent !== undefined)
      offers.push({ item: work, agent: agentInfo(agent), ringSeconds: queue.ringSeconds });
  }
  return offers;
}

function byPlace(a: Item, b: Item): number {
  const [left, right] = [waitingPlace(a), waitingPlace(b)];
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}
