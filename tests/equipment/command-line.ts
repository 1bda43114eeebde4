import path from 'node:path';
import { repository } from './application-copy.js';
import { startProcess } from './owned-process.js';

const program = path.join(repository, 'packages', 'cli', 'bin', 'caruso.js');

export const carusoCommand = (...args: readonly string[]): readonly string[] => [program, ...args];

export interface CommandResult {
  readonly code: number | null;
  /** Both streams. */
  readonly output: string;
}

/** Runs `caruso ARGS` to its end, at most half a minute. */
export async function caruso(...args: readonly string[]): Promise<CommandResult> {
  const command = startProcess(process.execPath, carusoCommand(...args), { cwd: repository });
  const late = setTimeout(() => command.child.kill('SIGKILL'), 30_000);
  const code = await command.ended;
  clearTimeout(late);
  return { code, output: command.output() };
}

/** Runs `caruso ARGS --json` and reads what it prints. */
export async function carusoJson<T>(...args: readonly string[]): Promise<T> {
  const { code, output } = await caruso(...args);
  if (code !== 0) throw new Error(`caruso ${args.join(' ')} ended with ${code}:\n${output}`);
  return JSON.parse(output) as T;
}
