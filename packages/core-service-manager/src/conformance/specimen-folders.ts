import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runSpecimen } from './run-specimen.js';
import type { RunningSpecimen } from './run-specimen.js';
import type { ComponentSpecimen } from './component-specimen.js';

export interface SpecimenFolders {
  readonly appDir: string;
  readonly dataDir: string;
  readonly secondDataDir: string;
}

/** Folders for one check; those made for it are removed afterwards. */
export async function withFolders<A>(
  { appDir }: ComponentSpecimen,
  task: (folders: SpecimenFolders) => Promise<A>,
): Promise<A> {
  const made = await mkdtemp(path.join(tmpdir(), 'caruso-conformance-'));
  try {
    const [app, dataDir, secondDataDir] = ['app', 'data', 'data-2'].map((name) => path.join(made, name)) as [
      string,
      string,
      string,
    ];
    for (const folder of [app, dataDir, secondDataDir]) await mkdir(folder);
    return await task({ appDir: appDir ?? app, dataDir, secondDataDir });
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

/** Runs the specimen for a task; stopped whatever becomes of it. */
export async function withRunning<A>(
  specimen: ComponentSpecimen,
  folders: SpecimenFolders,
  task: (running: RunningSpecimen) => Promise<A>,
): Promise<A> {
  const running = await runSpecimen(specimen, folders);
  try {
    return await task(running);
  } finally {
    await running.stop();
  }
}
