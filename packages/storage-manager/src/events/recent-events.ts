import type { Event } from '../contract/index.js';

const capacity = 1_000;

/** The last events in memory, shared by all followers, so that a live follower asks the database for nothing. */
export interface RecentEvents {
  /** Number of the last event known to be committed. */
  readonly lastSeq: number;
  add(events: readonly Event[]): void;
  /** Events after `seq`, at most `limit`; undefined when not all of them are in memory. */
  after(seq: number, limit: number): readonly Event[] | undefined;
}

export function createRecentEvents(startSeq: number): RecentEvents {
  /** Without gaps: every event from the first to the last number. */
  let events: Event[] = [];
  let lastSeq = startSeq;
  return {
    get lastSeq() {
      return lastSeq;
    },
    add(added) {
      for (const event of added) {
        if (event.seq <= lastSeq) continue;
        // A gap: another process wrote, or a transaction was rolled back. Who is behind it reads the table.
        if (event.seq !== lastSeq + 1) events = [];
        events.push(event);
        lastSeq = event.seq;
      }
      if (events.length > 2 * capacity) events = events.slice(-capacity);
    },
    after(seq, limit) {
      if (seq >= lastSeq) return [];
      const first = events[0];
      if (!first || seq < first.seq - 1) return undefined;
      const from = seq - first.seq + 1;
      return events.slice(from, from + limit);
    },
  };
}
