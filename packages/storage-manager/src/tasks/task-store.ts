import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Clock } from '@caruso/core-service-manager/contract';
import type { Condition, Row, Task, Value } from '../contract/index.js';
import type { DefinedTable } from '../definitions/defined-table.js';
import type { Engine } from '../engines/engine.js';
import type { Session } from '../statements/session.js';
import { typedTable } from '../stores/own-tables.js';
import type { Store } from '../stores/store.js';
import { rowOfTask, taskOfRow, taskTable } from './task-table.js';
import type { ParsedTask, StoredTask } from './task-table.js';

export interface TaskStoreOptions {
  readonly own: () => Store;
  readonly clock: Clock;
  readonly newId: () => string;
}

const oldestFirst = [
  { column: 'due_at', direction: 'asc' as const },
  { column: 'id', direction: 'asc' as const },
];
const interrupted = 'The process ended while the task ran';

function is(column: string, value: string): Condition {
  return { column, op: '=', value };
}

/** The table of tasks: everything the worker and the service do to it, each in one transaction. */
export function createTaskStore({ own, clock, newId }: TaskStoreOptions) {
  let table: DefinedTable = taskTable;
  let shared = false;
  const instant = (fromNowMs = 0) => new Date(clock.now() + fromNowMs).toISOString();

  async function find(session: Session, where: Condition): Promise<StoredTask | undefined> {
    const [row] = await session.select(table, { where, limit: 1 });
    return row && taskOfRow(row);
  }

  /** Changes a task that is still leased to `owner`; undefined when it no longer is. */
  async function settle(id: string, owner: string, set: Row): Promise<Task | undefined> {
    return own().transaction(async (session) => {
      const where: Condition = { all: [is('id', id), is('state', 'running'), is('lease_owner', owner)] };
      const affected = await session.apply(table, {
        kind: 'update',
        set: { ...set, lease_owner: null, lease_until: null },
        where,
      });
      return affected === 1 ? find(session, is('id', id)) : undefined;
    });
  }

  return {
    async prepare(engine: Engine): Promise<void> {
      table = await typedTable(engine, taskTable);
      shared = engine.shared;
    },
    /** Another process may work on the same tasks. */
    isShared: () => shared,

    /** Adds within somebody's transaction; a task whose key is there is left out and its id returned. */
    async addWithin(session: Session, tasks: readonly ParsedTask[]): Promise<readonly string[]> {
      const now = instant();
      const ids: string[] = [];
      for (const task of tasks) {
        const id = newId();
        const { affected } = await session.insert(table, [rowOfTask(task, id, now)], { onDuplicate: 'ignore' });
        const existing = affected === 1 ? undefined : await find(session, is('key', task.key));
        ids.push(existing?.id ?? id);
      }
      return ids;
    },

    /** Takes up to `limit` tasks that are due, or whose lease is over, and counts the attempt. */
    async claim(owner: string, leaseMs: number, limit: number): Promise<readonly StoredTask[]> {
      return own().transaction(async (session) => {
        const now = instant();
        const due: Condition = { all: [is('state', 'waiting'), { column: 'due_at', op: '<=', value: now }] };
        const abandoned: Condition = { all: [is('state', 'running'), { column: 'lease_until', op: '<', value: now }] };
        const rows = await session.select(table, {
          where: { any: [due, abandoned] },
          orderBy: oldestFirst,
          limit,
          lockFree: true,
        });
        const claimed: StoredTask[] = [];
        for (const row of rows) {
          const task = taskOfRow(row);
          const attempts = task.attempts + 1;
          const lease = { state: 'running' as const, attempts, lease_owner: owner, lease_until: instant(leaseMs) };
          await session.apply(table, { kind: 'update', set: lease, where: is('id', task.id) });
          claimed.push({ ...task, state: 'running', attempts });
        }
        return claimed;
      });
    },

    async renew(owner: string, ids: readonly string[], leaseMs: number): Promise<void> {
      const where: Condition = {
        all: [is('state', 'running'), is('lease_owner', owner), { column: 'id', op: 'in', values: ids }],
      };
      await own().transaction((session) =>
        session.apply(table, { kind: 'update', set: { lease_until: instant(leaseMs) }, where }),
      );
    },

    done: (id: string, owner: string, result: Value) =>
      settle(id, owner, { state: 'done', result, last_error: null, settled_at: instant() }),
    dead: (id: string, owner: string, reason: string) =>
      settle(id, owner, { state: 'dead', last_error: reason, settled_at: instant() }),
    again: (id: string, owner: string, reason: string, afterMs: number) =>
      settle(id, owner, { state: 'waiting', last_error: reason, due_at: instant(afterMs) }),
    /** Gives a task back that was not run to its end; the attempt does not count. */
    release: (task: StoredTask, owner: string) =>
      settle(task.id, owner, { state: 'waiting', attempts: task.attempts - 1 }),

    /** What a process that is gone was running is due at once; all of it, or that of one owner when others share the database. */
    async recover(owner: string): Promise<number> {
      return own().transaction((session) => {
        const running = is('state', 'running');
        const where: Condition = shared ? { all: [running, is('lease_owner', owner)] } : running;
        const set = {
          state: 'waiting',
          due_at: instant(),
          last_error: interrupted,
          lease_owner: null,
          lease_until: null,
        };
        return session.apply(table, { kind: 'update', set, where });
      });
    },

    /** Milliseconds until the next task is due or a lease is over; undefined when there is none. */
    async nextDueMs(): Promise<number | undefined> {
      return own().read(async (session) => {
        const read = (state: string, column: string) =>
          session.select(table, {
            columns: [column],
            where: is('state', state),
            orderBy: [{ column, direction: 'asc' }],
            limit: 1,
          });
        const times = [...(await read('waiting', 'due_at')), ...(await read('running', 'lease_until'))].flatMap((row) =>
          Object.values(row),
        );
        const instants = times.flatMap((time) => (typeof time === 'string' ? [Date.parse(time)] : []));
        return instants.length === 0 ? undefined : Math.min(...instants) - clock.now();
      });
    },

    async list(
      keys: readonly string[] | undefined,
      states: readonly string[] | undefined,
      limit: number,
    ): Promise<Task[]> {
      const filters: Condition[] = [
        ...(keys ? [{ column: 'key', op: 'in' as const, values: keys }] : []),
        ...(states ? [{ column: 'state', op: 'in' as const, values: states }] : []),
      ];
      const rows = await own().read((session) =>
        session.select(table, { where: { all: filters }, orderBy: [{ column: 'id', direction: 'desc' }], limit }),
      );
      return rows.map(taskOfRow);
    },

    async retry(id: string): Promise<Task> {
      return own().transaction(async (session) => {
        const set = { state: 'waiting', attempts: 0, due_at: instant(), settled_at: null };
        const affected = await session.apply(table, {
          kind: 'update',
          set,
          where: { all: [is('id', id), is('state', 'dead')] },
        });
        const task = await find(session, is('id', id));
        if (!task) throw new CarusoError('not-found', `There is no task ${id}`, { id });
        if (affected === 0)
          throw new CarusoError('conflict', `Only a dead task can be run again; this one is ${task.state}`, {
            id,
            state: task.state,
          });
        return task;
      });
    },

    async cancel(key: string): Promise<boolean> {
      const where: Condition = { all: [is('key', key), { column: 'state', op: 'in', values: ['waiting', 'dead'] }] };
      const set = { state: 'cancelled', settled_at: instant() };
      return (await own().transaction((session) => session.apply(table, { kind: 'update', set, where }))) > 0;
    },
  };
}

export type TaskStore = ReturnType<typeof createTaskStore>;
