import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** A program that this test started and ends. */
export interface OwnedProcess {
  readonly child: ChildProcess;
  /** All it has printed so far, both streams, at most the last 100 000 characters. */
  output(): string;
  /** Its exit code, or null when a signal ended it. Never rejects. */
  readonly ended: Promise<number | null>;
  isRunning(): boolean;
  /** Sends the signal and waits for the end; SIGKILL after `graceMs`. */
  end(signal?: NodeJS.Signals, graceMs?: number): Promise<void>;
}

export function startProcess(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): OwnedProcess {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const take = (chunk: Buffer): void => {
    text = (text + chunk.toString()).slice(-100_000);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code));
    child.once('error', (error) => {
      text += `\n${command}: ${error.message}`;
      resolve(null);
    });
  });
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null && child.pid !== undefined;
  return {
    child,
    output: () => text,
    ended,
    isRunning,
    async end(signal = 'SIGTERM', graceMs = 8000) {
      if (isRunning()) child.kill(signal);
      const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(force);
    },
  };
}
