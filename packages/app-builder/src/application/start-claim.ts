import { CarusoError } from '@caruso/core-service-manager/contract';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAlive } from './run-file.js';

/** A start takes seconds; a claim that is older was left behind by a process that was killed, whose id somebody else has now. */
const oldestMs = 120_000;

/**
 * Keeps a data folder for one start: `conflict` while another process starts on it, or the same components on it. Resolves to what gives
 * it free.
 */
export async function claimStart(dataDir: string, only?: readonly string[]): Promise<() => Promise<void>> {
  const place = path.join(dataDir, ['starting', ...(only ?? []).toSorted()].join('-'));
  const claim = (): Promise<void> => writeFile(place, String(process.pid), { flag: 'wx', mode: 0o600 });
  try {
    await claim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (await isHeld(place))
      throw new CarusoError('conflict', `Another process starts an application on ${dataDir} right now.`, {
        advice: 'Wait for it, or choose another folder: --data DIR',
      });
    await rm(place, { force: true });
    await claim();
  }
  return () => rm(place, { force: true });
}

async function isHeld(place: string): Promise<boolean> {
  try {
    const pid = Number(await readFile(place, 'utf8'));
    const { mtimeMs } = await stat(place);
    // Empty: its owner has made it this instant.
    return Date.now() - mtimeMs < oldestMs && (pid === 0 || isAlive(pid));
  } catch {
    return false;
  }
}
