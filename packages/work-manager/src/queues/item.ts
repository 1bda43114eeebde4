import type { QueueSettings, WorkItem } from '../contract/index.js';
import type { Requirement } from '../routing/requirement.js';

/** A work item from the moment it is queued until it is finished or withdrawn. */
export interface Item {
  readonly work: WorkItem;
  readonly queue: QueueSettings;
  readonly priority: number;
  /** Milliseconds since 1970; kept when the item is offered in vain. */
  readonly since: number;
  /** Serial number that tells items of the same millisecond apart. */
  readonly arrival: number;
  readonly requirement: Requirement;
  state: 'waiting' | 'offered' | 'accepted';
  /** The agent it is offered to or accepted by. */
  agent: string | undefined;
  /** When the offer lapses, while it is offered. */
  lapsesAt: number;
  /** Counts the times it came to wait: an older entry in a waiting line is void. */
  turn: number;
  /** Agents who just declined it, and until when it is not offered to them again. */
  readonly declinedBy: Map<string, number>;
}
