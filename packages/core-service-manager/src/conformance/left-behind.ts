import { AsyncLocalStorage, createHook } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** Kinds of resources (async_hooks) that stay alive until somebody ends them. */
const LASTING = new Set([
  'Timeout',
  'Immediate',
  'TCPSERVERWRAP',
  'TCPWRAP',
  'TLSWRAP',
  'PIPESERVERWRAP',
  'PIPEWRAP',
  'UDPWRAP',
  'PROCESSWRAP',
  'FSEVENTWRAP',
  'STATWATCHER',
  'MESSAGEPORT',
  'WORKER',
  'SIGNALWRAP',
]);

/** Agents of HTTP clients let go of idle connections a few seconds after they were closed. */
const PATIENCE_MS = 6_000;

/**
 * Runs a task and tells what it began and left behind: timers (also those that do not keep the process alive), sockets, servers, watchers,
 * child processes, workers, and listeners on `process`. What others begin meanwhile is not counted.
 */
export async function leftBehind(task: () => Promise<void>): Promise<readonly string[]> {
  const story = new AsyncLocalStorage<symbol>();
  const mine = Symbol('the task');
  const alive = new Map<number, string>();
  const hook = createHook({
    init(id, type) {
      if (LASTING.has(type) && story.getStore() === mine) alive.set(id, type);
    },
    destroy(id) {
      alive.delete(id);
    },
  });
  const listeners = processListeners();
  hook.enable();
  try {
    await story.run(mine, task);
    const end = Date.now() + PATIENCE_MS;
    while (alive.size > 0 && Date.now() < end) await sleep(20);
  } finally {
    hook.disable();
  }
  return [...counted([...alive.values()]), ...moreListeners(listeners)];
}

function counted(types: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return Array.from(counts, ([type, count]) => `${count} × ${type} left behind`);
}

function processListeners(): ReadonlyMap<string | symbol, number> {
  return new Map(process.eventNames().map((event) => [event, process.listenerCount(event)]));
}

function moreListeners(before: ReadonlyMap<string | symbol, number>): readonly string[] {
  return Array.from(processListeners())
    .filter(([event, count]) => count > (before.get(event) ?? 0))
    .map(([event]) => `a listener of process.on('${String(event)}') left behind`);
}
