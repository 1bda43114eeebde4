import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createServiceManager } from '@caruso/core-service-manager';
import type { Component, Logger, ServiceManager, ServiceOf } from '@caruso/core-service-manager/contract';
import storage from '@caruso/storage-manager/component';
import { FileDrop } from '../../contract/file-drop.js';
import type { DroppedFile } from '../../contract/file-drop.js';
import fileDropComponent from '../component.js';

export const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};

export interface DropApplication {
  readonly manager: ServiceManager;
  readonly drop: ServiceOf<typeof FileDrop>;
  /** Waits until so many files are done or rejected. */
  finished(count: number): Promise<DroppedFile[]>;
  stop(): Promise<void>;
}

export async function temporaryFolder(): Promise<{
  readonly path: string;
  readonly inbox: string;
  remove(): Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), 'caruso-file-drop-'));
  const inbox = join(path, 'inbox');
  await mkdir(inbox);
  return { path, inbox, remove: () => rm(path, { recursive: true, force: true }) };
}

/** An application with storage, a file drop and what is to receive its records. */
export async function startDrop(given: {
  readonly path: string;
  readonly settings: object;
  readonly components?: readonly Component[];
}): Promise<DropApplication> {
  const manager = createServiceManager({ appDir: given.path, dataDir: join(given.path, 'data'), log: silent });
  await mkdir(join(given.path, 'data'), { recursive: true });
  await manager.add([
    { component: storage, settings: { stores: {} } },
    ...(given.components ?? []).map((component) => ({ component })),
    {
      component: fileDropComponent,
      settings: {
        source: { folder: 'inbox' },
        settleSeconds: 0.1,
        pollSeconds: 0.2,
        format: 'csv',
        deliver: { service: 'readings', operation: 'take' },
        ...given.settings,
      },
    },
  ]);
  const state = manager.list().find(({ component }) => component === 'file-drop');
  if (state?.state !== 'running') {
    await manager.stop();
    throw new Error(state?.reason ?? 'the file drop does not run');
  }
  const drop = manager.use(FileDrop);
  return {
    manager,
    drop,
    finished: async (count) => {
      let files: DroppedFile[] = [];
      await until(async () => {
        files = await drop.files({ states: ['done', 'rejected'] });
        return files.length >= count;
      });
      return files;
    },
    stop: () => manager.stop(),
  };
}

/** Fails after 30 s. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let count = 0; count < 600; count++) {
    if (await condition()) return;
    await pause(50);
  }
  throw new Error(`did not happen: ${condition.toString()}`);
}
