import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceManager } from '@caruso/core-service-manager';
import type { ComponentEntry, Logger, ServiceManager, ServiceOf } from '@caruso/core-service-manager/contract';
import storageComponent from '../../component.js';
import { DurableTasks, EventLog, Storage } from '../../contract/index.js';

export interface LogLine {
  readonly level: string;
  readonly fields: object;
  readonly message: string | undefined;
}

export function recordingLog(lines: LogLine[]): Logger {
  const at = (level: string) => (fields: object, message?: string) => void lines.push({ level, fields, message });
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: () => recordingLog(lines),
  };
}

export interface StorageApplication {
  readonly manager: ServiceManager;
  readonly storage: ServiceOf<typeof Storage>;
  readonly events: ServiceOf<typeof EventLog>;
  readonly tasks: ServiceOf<typeof DurableTasks>;
  readonly log: readonly LogLine[];
  stop(): Promise<void>;
}

export interface ApplicationOptions {
  readonly dataDir: string;
  readonly appDir?: string;
  readonly stores?: Record<string, unknown>;
  readonly work?: boolean;
  readonly components?: readonly ComponentEntry[];
}

/** The storage manager in a real service manager. */
export async function startApplication(options: ApplicationOptions): Promise<StorageApplication> {
  const log: LogLine[] = [];
  const { dataDir, appDir = dataDir, stores = {}, work = true, components = [] } = options;
  const manager = createServiceManager({ appDir, dataDir, log: recordingLog(log) });
  await manager.add([{ component: storageComponent, settings: { stores, work } }, ...components]);
  return {
    manager,
    storage: manager.use(Storage),
    events: manager.use(EventLog),
    tasks: manager.use(DurableTasks),
    log,
    stop: () => manager.stop(),
  };
}

export async function temporaryDir(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'caruso-storage-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Waits until a condition holds; gives up after 20 s. */
export async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 800; tries++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('the condition never held');
}
