import type { Item } from '../queues/item.js';
import { servedBefore } from '../queues/line-order.js';
import { matchItem } from '../routing/match.js';
import type { WorkFloor } from '../routing/work-floor.js';
import { lapse } from './release.js';

/** Does what is due: offers lapse, and declined items may be offered again to who declined them. */
export function passTime(floor: WorkFloor, now: number): void {
  const due = new Set<Item>();
  for (let next = floor.deadlines.peek(); next !== undefined && next.at <= now; next = floor.deadlines.peek()) {
    floor.deadlines.pop();
    const item = floor.items.get(next.item);
    if (item !== undefined) due.add(item);
  }
  for (const item of due) {
    if (item.state === 'offered' && item.lapsesAt <= now) lapse(floor, item, now);
    for (const [agent, until] of item.declinedBy) if (until <= now) item.declinedBy.delete(agent);
  }
  // Several may be due at once: who is to be served first chooses first.
  for (const item of [...due].toSorted((a, b) => (servedBefore(a, b) ? -1 : 1))) matchItem(floor, item, now);
}

/** When `passTime` has something to do next, in milliseconds since 1970. */
export function nextDeadline(floor: WorkFloor): number | undefined {
  return floor.deadlines.peek()?.at;
}
