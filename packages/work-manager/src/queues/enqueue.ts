import type { QueueSettings, WorkItem } from '../contract/index.js';
import { letWait, matchItem } from '../routing/match.js';
import { mergeSkills } from '../routing/requirement.js';
import { requirementFor } from '../routing/work-floor.js';
import type { WorkFloor } from '../routing/work-floor.js';
import type { Item } from './item.js';

/** A second item with the same id changes nothing and yields the first. */
export function enqueue(floor: WorkFloor, work: WorkItem, queue: QueueSettings, now: number): Item {
  const known = floor.items.get(work.id);
  if (known !== undefined) return known;
  const item: Item = {
    work,
    queue,
    priority: work.priority ?? queue.priority,
    since: now,
    arrival: (floor.serial += 1),
    requirement: requirementFor(floor, mergeSkills(queue.skills, work.skills), work.simulated),
    state: 'waiting',
    agent: undefined,
    lapsesAt: 0,
    turn: 0,
    declinedBy: new Map(),
  };
  floor.items.set(work.id, item);
  floor.happened.push({ type: 'work.queued', at: now, work });
  letWait(item);
  matchItem(floor, item, now);
  return item;
}
