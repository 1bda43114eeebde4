import type { WaitingItem } from '../contract/index.js';
import type { Item } from './item.js';
import { servedBefore } from './line-order.js';

/** An item as the contract shows it. `position` counts from 1 among the waiting items of its queue. */
export function itemInfo(item: Item, position: number | undefined): WaitingItem {
  return {
    ...item.work,
    since: new Date(item.since).toISOString(),
    state: item.state,
    ...(item.agent === undefined ? {} : { agent: item.agent }),
    ...(position === undefined ? {} : { position }),
  };
}

/** The place of one item in its queue, or undefined when it does not wait. */
export function positionOf(item: Item, items: Iterable<Item>): number | undefined {
  if (item.state !== 'waiting') return undefined;
  let ahead = 0;
  for (const other of items) {
    if (other.state === 'waiting' && other.queue === item.queue && servedBefore(other, item)) ahead += 1;
  }
  return ahead + 1;
}
