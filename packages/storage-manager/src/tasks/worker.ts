import { trace } from '@opentelemetry/api';
import { asCarusoError } from '@caruso/core-service-manager/contract';
import type { CarusoError, Clock, DynamicInvoke, Logger } from '@caruso/core-service-manager/contract';
import { valueSchema } from '../contract/index.js';
import type { Task } from '../contract/index.js';
import { decide } from './outcome.js';
import type { StoredTask } from './task-table.js';
import type { TaskStore } from './task-store.js';

export interface Worker {
  /** Takes back what a killed process was running, then works until `stop`. */
  start(): Promise<void>;
  /** Tasks were committed: look whether one is due. */
  wake(): void;
  /** Takes no more tasks, waits for the running ones up to `patienceMs`, then gives them back. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly tasks: TaskStore;
  readonly invoke: DynamicInvoke;
  readonly clock: Clock;
  readonly log: Logger;
  readonly random: () => number;
  /** The same for every process of a data folder, one after the other. */
  readonly owner: string;
  readonly onSettled: (task: Task) => void;
}

const concurrency = 8;
const leaseMs = 60_000;
const renewMs = 20_000;
/** Looks at the table although nothing rang: for a clock that was set, and for tasks of other processes. */
const safetyPollMs = { alone: 30_000, shared: 2_000 } as const;
const patienceMs = 3_000;
const troubleMs = 1_000;

export function createWorker(options: WorkerOptions): Worker {
  const { tasks, invoke, clock, log, owner } = options;
  const running = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let started = false;
  let looking: Promise<void> | undefined;
  let lookAgain = false;
  let cancelTimer = () => {};
  let cancelRenewal = () => {};

  const pause = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));

  function wake(): void {
    if (!started || stopping.signal.aborted) return;
    if (looking) {
      lookAgain = true;
      return;
    }
    lookAgain = false;
    looking = look()
      .catch((thrown: unknown) => {
        log.warn({ reason: asCarusoError(thrown).message }, 'tasks cannot be read; trying again');
        wakeIn(troubleMs);
      })
      .finally(() => {
        looking = undefined;
        if (lookAgain) wake();
      });
  }

  function wakeIn(ms: number): void {
    cancelTimer();
    if (!stopping.signal.aborted) cancelTimer = clock.after(Math.max(0, ms), wake);
  }

  async function look(): Promise<void> {
    const free = concurrency - running.size;
    if (free > 0) {
      const claimed = await tasks.claim(owner, leaseMs, free);
      for (const task of claimed) begin(task);
      if (claimed.length === free) return;
    }
    if (running.size >= concurrency) return;
    const nextMs = await tasks.nextDueMs();
    const poll = tasks.isShared() ? safetyPollMs.shared : safetyPollMs.alone;
    wakeIn(Math.min(nextMs ?? poll, poll));
  }

  function begin(task: StoredTask): void {
    // Its lease was not renewed in time, but it still runs here.
    if (running.has(task.id)) return;
    const work = execute(task)
      .catch((thrown: unknown) =>
        log.error(
          { task: task.id, reason: asCarusoError(thrown).message },
          'the outcome of a task could not be kept; it runs again when its lease is over',
        ),
      )
      .finally(() => {
        running.delete(task.id);
        wake();
      });
    running.set(task.id, work);
  }

  async function execute(task: StoredTask): Promise<void> {
    // It was running when a process ended, and has no attempt left.
    if (task.attempts > task.maxAttempts)
      return settled(await tasks.dead(task.id, owner, task.lastError ?? 'All attempts are used up'));
    const { service, operation, input, principal, key } = task;
    let result: unknown;
    try {
      // A trace of its own: what called for it may be over since days.
      result = await trace
        .getTracer('caruso.tasks')
        .startActiveSpan(
          `task ${service}.${operation}`,
          { root: true, attributes: { 'caruso.task': task.id } },
          (span) =>
            invoke(service, operation, input, { principal, idempotencyKey: key, signal: stopping.signal }).finally(() =>
              span.end(),
            ),
        );
    } catch (thrown) {
      return await failed(task, asCarusoError(thrown));
    }
    const value = valueSchema.safeParse(result ?? null);
    settled(await keep(() => tasks.done(task.id, owner, value.success ? value.data : null)));
  }

  async function failed(task: StoredTask, error: CarusoError): Promise<void> {
    if (stopping.signal.aborted && (error.code === 'cancelled' || error.code === 'no-provider')) {
      await keep(() => tasks.release(task, owner));
      return;
    }
    const reason = `${error.code}: ${error.message}`;
    const decision = decide(error, task.attempts, task.maxAttempts, options.random());
    if (decision.next === 'again') {
      await keep(() => tasks.again(task.id, owner, reason, decision.afterMs));
      return;
    }
    log.error(
      { task: task.id, key: task.key, service: task.service, operation: task.operation, reason },
      'a task is dead',
    );
    settled(await keep(() => tasks.dead(task.id, owner, reason)));
  }

  /** The work is done: a database that is away for a moment must not make it run twice. */
  async function keep<T>(write: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await write();
      } catch (thrown) {
        if (asCarusoError(thrown).code !== 'unavailable' || attempt * troubleMs >= leaseMs || stopping.signal.aborted)
          throw thrown;
        await pause(troubleMs);
      }
    }
  }

  function settled(task: Task | undefined): void {
    if (task) options.onSettled(task);
  }

  function renewLater(): void {
    cancelRenewal = clock.after(renewMs, () => {
      const ids = [...running.keys()];
      const renewal = ids.length === 0 ? Promise.resolve() : tasks.renew(owner, ids, leaseMs);
      renewal
        .catch((thrown: unknown) => log.warn({ reason: asCarusoError(thrown).message }, 'leases could not be renewed'))
        .finally(() => {
          if (!stopping.signal.aborted) renewLater();
        });
    });
  }

  return {
    wake,
    async start() {
      const recovered = await tasks.recover(owner);
      if (recovered > 0) log.info({ tasks: recovered }, 'tasks that were running when the process ended run again');
      started = true;
      renewLater();
      wake();
    },
    async stop() {
      started = false;
      cancelTimer();
      await looking;
      let cancelPatience = () => {};
      const patience = new Promise<void>((resolve) => (cancelPatience = clock.after(patienceMs, resolve)));
      await Promise.race([Promise.all(running.values()), patience]);
      cancelPatience();
      stopping.abort();
      cancelRenewal();
      cancelTimer();
      await Promise.race([Promise.all(running.values()), pause(500)]);
    },
  };
}
