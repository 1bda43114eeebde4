import { asCarusoError } from '@caruso/core-service-manager/contract';
import type { CallContext, Clock, ImplementationOf } from '@caruso/core-service-manager/contract';
import type { Condition, Event, EventLog } from '../contract/index.js';
import type { DefinedTable } from '../definitions/defined-table.js';
import type { Engine } from '../engines/engine.js';
import { createBell } from '../signals/bell.js';
import type { Session } from '../statements/session.js';
import { typedTable } from '../stores/own-tables.js';
import type { Store } from '../stores/store.js';
import { canonicalInstant } from '../values/instant.js';
import { eventOfRow, eventTable, filterCondition, matchesFilter, rowOfEvent } from './event-table.js';
import type { EventFilter, ParsedEvent } from './event-table.js';
import { createRecentEvents } from './recent-events.js';
import { plainText } from '../values/plain-text.js';

export interface EventLogEngine {
  readonly implementation: ImplementationOf<typeof EventLog>;
  /** Learns where the log stands; runs at each connection of the own store. */
  prepare(engine: Engine): Promise<void>;
  /** Adds events within somebody's transaction; afterwards `published` must be called with what this returned. */
  addWithin(session: Session, events: readonly ParsedEvent[]): Promise<readonly Event[]>;
  published(events: readonly Event[]): void;
  stop(): void;
}

export interface EventLogOptions {
  readonly own: () => Store;
  readonly clock: Clock;
  readonly newId: () => string;
}

const batch = 500;
/** How often followers look for events that other processes wrote to a shared database, or whether a lost one is back. */
const pollMs = 1_000;

export function createEventLog({ own, clock, newId }: EventLogOptions): EventLogEngine {
  const bell = createBell();
  const stopping = new AbortController();
  let table: DefinedTable = eventTable;
  let shared = false;
  let lockSql: string | undefined;
  let recent = createRecentEvents(0);

  async function select(conditions: readonly Condition[], limit: number): Promise<Event[]> {
    const rows = await own().read((session) =>
      session.select(table, { where: { all: conditions }, orderBy: [{ column: 'seq', direction: 'asc' }], limit }),
    );
    return rows.map(eventOfRow);
  }

  function after(seq: number, filter: EventFilter, limit: number): Promise<Event[]> {
    return select([{ column: 'seq', op: '>', value: seq }, ...filterCondition(filter)], limit);
  }

  /** A follower outlives a restart of the database. */
  async function afterOrLost(seq: number, filter: EventFilter): Promise<Event[] | 'lost'> {
    try {
      return await after(seq, filter, batch);
    } catch (thrown) {
      if (asCarusoError(thrown).code === 'unavailable') return 'lost';
      throw thrown;
    }
  }

  async function waitForMore(signal: AbortSignal, poll = shared): Promise<void> {
    const cancel = poll ? clock.after(pollMs, () => bell.ring()) : () => {};
    await bell.wait(signal);
    cancel();
  }

  async function* follow(filter: EventFilter, start: number, signal: AbortSignal): AsyncGenerator<Event> {
    let cursor = start;
    while (!signal.aborted) {
      const known = recent.lastSeq;
      const inMemory = recent.after(cursor, batch);
      if (inMemory && inMemory.length > 0) {
        for (const event of inMemory) {
          cursor = event.seq;
          if (matchesFilter(event, filter)) yield event;
          if (signal.aborted) return;
        }
        continue;
      }
      const rows = inMemory && !shared ? [] : await afterOrLost(cursor, filter);
      if (rows === 'lost') {
        await waitForMore(signal, true);
        continue;
      }
      for (const event of rows) {
        if (signal.aborted) return;
        cursor = event.seq;
        yield event;
      }
      if (rows.length === batch) continue;
      // Everything up to `known` was committed before the table was read, so nothing below it is still to come.
      cursor = Math.max(cursor, known);
      if (recent.lastSeq === known) await waitForMore(signal);
    }
  }

  function published(events: readonly Event[]): void {
    if (events.length === 0) return;
    recent.add(events);
    bell.ring();
  }

  async function addWithin(session: Session, events: readonly ParsedEvent[]): Promise<readonly Event[]> {
    if (events.length === 0) return [];
    if (lockSql !== undefined) await session.run({ sql: lockSql, parameters: [] });
    const now = new Date(clock.now()).toISOString();
    const rows = events.map((event) => rowOfEvent(event, newId(), now));
    const { returned } = await session.insert(table, rows, { onDuplicate: 'fail', returning: 'seq' });
    return rows.map((row, index) =>
      eventOfRow({ ...row, at: canonicalInstant(plainText(row['at'])) ?? now, seq: Number(returned[index]) }),
    );
  }

  return {
    addWithin,
    published,
    async prepare(engine) {
      table = await typedTable(engine, eventTable);
      shared = engine.shared;
      lockSql = engine.lockEventLog;
      const { rows } = await engine.read({
        sql: 'SELECT COALESCE(MAX(seq), 0) AS seq FROM caruso_event',
        parameters: [],
      });
      const last = Number(rows[0]?.['seq']);
      if (last !== recent.lastSeq) recent = createRecentEvents(last);
      bell.ring();
    },
    stop() {
      stopping.abort();
    },
    implementation: {
      async append({ events }) {
        const added = await own().transaction((session) => addWithin(session, events));
        published(added);
        return { lastSeq: added.at(-1)?.seq ?? recent.lastSeq };
      },
      read({ after: seq, from, to, limit, ...filter }) {
        const range: Condition[] = [
          ...(from === undefined ? [] : [{ column: 'at', op: '>=' as const, value: from }]),
          ...(to === undefined ? [] : [{ column: 'at', op: '<' as const, value: to }]),
        ];
        return select([{ column: 'seq', op: '>', value: seq }, ...filterCondition(filter), ...range], limit);
      },
      // The place in the log is taken now, not when the first event is asked for.
      follow({ after: seq, ...filter }, call: CallContext) {
        return follow(filter, seq ?? recent.lastSeq, AbortSignal.any([call.signal, stopping.signal]));
      },
    },
  };
}
