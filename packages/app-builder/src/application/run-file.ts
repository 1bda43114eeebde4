import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const runFileSchema = z.object({ url: z.string(), pid: z.number().int(), token: z.string(), startedAt: z.string() });
/** Tells the command line on the same machine how to reach the running application. Readable by its owner only. */
export type RunFile = z.infer<typeof runFileSchema>;

const answerMs = 3_000;
const place = (dataDir: string): string => path.join(dataDir, 'run.json');

export async function writeRunFile(dataDir: string, content: RunFile): Promise<void> {
  // `mode` counts only for a new file; one that somebody made readable for all must not get the token.
  await removeRunFile(dataDir);
  await writeFile(place(dataDir), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
}

/** The run file of an application that is running now; undefined when none is (a killed one leaves its file behind). */
export async function readRunFile(dataDir: string): Promise<RunFile | undefined> {
  try {
    const content = runFileSchema.parse(JSON.parse(await readFile(place(dataDir), 'utf8')));
    return isAlive(content.pid) && (await isListening(content.url)) ? content : undefined;
  } catch {
    return undefined;
  }
}

export async function removeRunFile(dataDir: string): Promise<void> {
  await rm(place(dataDir), { force: true });
}

/** Process ids come again after a restart of the machine, and in a container always; so the application itself is asked. */
async function isListening(url: string): Promise<boolean> {
  try {
    await (await fetch(new URL('/healthz', url), { signal: AbortSignal.timeout(answerMs) })).arrayBuffer();
    return true;
  } catch (error) {
    // One that is too busy to answer in time runs.
    return error instanceof DOMException && error.name === 'TimeoutError';
  }
}

/** Whether a process of this id lives that is not this one. */
export function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
