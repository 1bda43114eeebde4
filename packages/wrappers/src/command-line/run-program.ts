import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

export interface ProgramCall {
  /** Absolute. */
  readonly program: string;
  readonly args: readonly string[];
  readonly stdin: string;
  readonly folder: string;
  /** All that the program sees. */
  readonly environment: Readonly<Record<string, string>>;
  readonly maxOutputBytes: number;
}

/** How a program ended. */
export interface ProgramEnd {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly killedBy: string | null;
  readonly stdout: string;
  /** Its last 8,000 characters. */
  readonly stderr: string;
  readonly tooMuchOutput: boolean;
}

const STDERR_KEPT = 8_000;
/** From the request to end until it is not asked any more. */
const MERCY_MS = 500;

/**
 * Runs a program without a shell, in a process group of its own. When the signal fires, or its output is too long, the whole group is
 * ended: SIGTERM, then SIGKILL. Resolves when the program has ended and its output is closed; rejects when it cannot be started.
 */
export async function runProgram(call: ProgramCall, signal: AbortSignal): Promise<ProgramEnd> {
  const { promise, resolve, reject } = Promise.withResolvers<ProgramEnd>();
  const child = spawn(call.program, [...call.args], {
    cwd: call.folder,
    env: call.environment,
    detached: true,
    shell: false,
    windowsHide: true,
  });
  const output: Buffer[] = [];
  let length = 0;
  let stderr = '';
  let mercy: NodeJS.Timeout | undefined;
  // A daemon that left the group may hold the output open for as long as it likes.
  const abandon = (): void => {
    endGroup(child, 'SIGKILL');
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const end = (): void => {
    if (mercy !== undefined) return;
    endGroup(child, 'SIGTERM');
    mercy = setTimeout(abandon, MERCY_MS);
  };

  child.stdout.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= call.maxOutputBytes) output.push(chunk);
    else end();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT);
  });
  // A program that does not read its input to the end is no failure (EPIPE).
  child.stdin.on('error', () => undefined).end(call.stdin);
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  // What the program has started and left in its group must not outlive a call that was ended.
  child.once('exit', () => mercy !== undefined && abandon());
  child.once('error', (error) => {
    if (child.pid === undefined) settle(() => reject(error));
  });
  child.once('close', (exitCode, killedBy) => {
    const tooMuchOutput = length > call.maxOutputBytes;
    const stdout = Buffer.concat(output).toString('utf8');
    settle(() => resolve({ exitCode, killedBy, stdout, stderr, tooMuchOutput }));
  });
  return promise;

  function settle(answer: () => void): void {
    clearTimeout(mercy);
    signal.removeEventListener('abort', end);
    answer();
  }
}

function endGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    // The group has ended by itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
