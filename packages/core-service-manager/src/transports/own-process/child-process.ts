import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Logger } from '../../contract/index.js';
import { notSent } from '../link/unavailable.js';
import type { Link } from '../link/link.js';
import { LOG_LINE, logLineSchema } from './child-protocol.js';

const LONGEST_LINE = 10_000;

/** A child process and the link to it. */
export interface LinkedChild {
  readonly link: Link;
  /** Why it ended. Never rejects. */
  readonly ended: Promise<string>;
  isRunning(): boolean;
  /** SIGTERM, and SIGKILL when it is still there after `graceMs`. */
  end(graceMs: number): Promise<void>;
}

/** Forks the main program of a child. `receive` is told each message that is none for the log. */
export function forkChild(peer: string, log: Logger, receive: (text: string) => void): LinkedChild {
  // `advanced`: a text goes over as it is, without being made JSON once more.
  const child = fork(mainFile(), [], {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) =>
      resolve(signal === null ? `ended with code ${code}` : `was ended by ${signal}`),
    );
  });
  logLines(child, log);
  child.on('message', (text) => {
    if (typeof text !== 'string') return;
    if (text.startsWith(LOG_LINE)) logLine(text.slice(LOG_LINE.length), log);
    else receive(text);
  });
  // A message that could not be sent because the child has just died: its end is told by `ended`.
  const ignore = (): void => undefined;
  const isRunning = (): boolean => child.connected && child.exitCode === null && child.signalCode === null;
  return {
    ended,
    isRunning,
    link: {
      peer,
      ask(text) {
        if (!isRunning()) throw notSent('The process of its own is not there now', { process: peer });
        child.send(text, ignore);
      },
      tell(text) {
        if (isRunning()) child.send(text, ignore);
      },
    },
    async end(graceMs) {
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(force);
    },
  };
}

/** The compiled program; run from the sources, in tests, that of the last build. */
function mainFile(): string {
  const beside = fileURLToPath(new URL('child-main.js', import.meta.url));
  if (existsSync(beside)) return beside;
  return fileURLToPath(new URL('../../../dist/transports/own-process/child-main.js', import.meta.url));
}

/** What the child prints without its log. */
function logLines({ stdout, stderr, pid }: ChildProcess, log: Logger): void {
  for (const [input, level] of [
    [stdout, 'info'],
    [stderr, 'warn'],
  ] as const) {
    if (input === null) continue;
    createInterface({ input }).on('line', (line) => log[level]({ pid }, line.slice(0, LONGEST_LINE)));
  }
}

function logLine(text: string, log: Logger): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return;
  }
  const parsed = logLineSchema.safeParse(value);
  if (parsed.success) log[parsed.data.level](parsed.data.fields, parsed.data.message);
}
