import type { Place } from '../routing/line.js';
import type { Item } from './item.js';

/** Who is served first: the higher priority, then whoever has waited longest, then the order of arrival. */
export function waitingPlace({ priority, since, arrival }: Item): Place {
  return [-priority, since, arrival];
}

export function servedBefore(a: Item, b: Item): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority;
  if (a.since !== b.since) return a.since < b.since;
  return a.arrival < b.arrival;
}
