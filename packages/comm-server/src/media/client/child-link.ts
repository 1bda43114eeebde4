import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { CarusoError } from '@caruso/core-service-manager/contract';
import type { ChildMessage, CommandName, Commands, SessionEvent } from '../protocol.js';

/** One living media process. */
export interface ChildLink {
  readonly pid: number | undefined;
  readonly alive: () => boolean;
  /** Sends a command; rejects with a CarusoError: the process's own failure, `deadline`, or `unavailable` when it is gone. */
  ask<Name extends CommandName>(
    name: Name,
    given: Commands[Name]['arguments'],
    deadlineMs?: number,
  ): Promise<Commands[Name]['result']>;
  /** Lets it end; kills it after `graceMs`. Resolves when it is gone. */
  readonly end: (graceMs: number) => Promise<void>;
}

export interface ChildLinkOptions {
  readonly processFile: string;
  readonly event: (session: string, event: SessionEvent) => void;
  /** A line the process wrote to its error output. */
  readonly wrote: (line: string) => void;
  /** It is gone; `how` says how it ended. Called once, only after it had been ready. */
  readonly gone: (how: string) => void;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: CarusoError) => void;
}

const READY_MS = 10_000;
const ANSWER_MS = 10_000;

/** Starts a media process and waits until it takes commands. Rejects with a CarusoError when it does not come up. */
export async function startChild(options: ChildLinkOptions): Promise<ChildLink> {
  const child = fork(options.processFile, [], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let alive = true;

  const settle = (message: Exclude<ChildMessage, { kind: 'ready' } | { kind: 'event' }>): void => {
    const waiter = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'reply') waiter?.resolve(message.value);
    else waiter?.reject(new CarusoError(message.failure.code, message.failure.message));
  };

  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  const ready = new Promise<void>((resolve) => {
    child.on('message', (message: ChildMessage) => {
      if (message.kind === 'ready') resolve();
      else if (message.kind === 'event') options.event(message.session, message.event);
      else settle(message);
    });
  });
  readLines(child, options.wrote);
  await upOrFail(child, ready, ended, options.processFile);

  const mourn = async (): Promise<void> => {
    const how = await ended;
    alive = false;
    for (const waiter of waiting.values()) waiter.reject(gone());
    waiting.clear();
    options.gone(how);
  };
  void mourn();

  return {
    pid: child.pid,
    alive: () => alive,
    async ask(name, given, deadlineMs = ANSWER_MS) {
      if (!alive || !child.connected) throw gone();
      const id = (lastId += 1);
      const answer = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
      const late = Number.isFinite(deadlineMs)
        ? setTimeout(() => {
            waiting
              .get(id)
              ?.reject(new CarusoError('deadline', `The media process did not answer ${name} in ${deadlineMs} ms.`));
            waiting.delete(id);
          }, deadlineMs)
        : undefined;
      try {
        child.send({ kind: 'command', id, name, arguments: given });
        return (await answer) as Commands[typeof name]['result'];
      } finally {
        clearTimeout(late);
      }
    },
    async end(graceMs) {
      if (!alive) return;
      if (child.connected) child.disconnect();
      const killer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(killer);
    },
  };
}

function gone(): CarusoError {
  return new CarusoError('unavailable', 'The media process is not running; it is being started again.');
}

async function upOrFail(
  child: ChildProcess,
  ready: Promise<void>,
  ended: Promise<string>,
  file: string,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no sign of life in ${READY_MS} ms`), READY_MS);
  });
  const why = await Promise.race([ready.then(() => undefined), ended, late]);
  clearTimeout(timer);
  if (why === undefined) return;
  child.kill('SIGKILL');
  throw new CarusoError('unavailable', `The media process (${file}) did not start: ${why}.`);
}

function readLines(child: ChildProcess, wrote: (line: string) => void): void {
  let rest = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') wrote(line);
  });
}
