import { CommServer } from '@caruso/comm-server/contract';
import { CarusoError } from '@caruso/core-service-manager/contract';
import type { ServiceInfo, ServiceManager } from '@caruso/core-service-manager/contract';
import { access, constants, mkdir } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { WebServer } from '../contract/web-server.js';
import webServer from '../component.js';
import { createDemoAccounts } from '../accounts/demo-accounts.js';
import type { WebServerSettings } from '../http/settings.js';
import type { DemoAccount } from './app-file.js';
import type { Application } from './application.js';
import { createLogger } from './logging.js';
import { readRunFile, removeRunFile, writeRunFile } from './run-file.js';
import type { RunOptions } from './run-options.js';
import { claimStart } from './start-claim.js';
import { startComponents } from './start-components.js';
import { watchScripts } from './script-watch.js';

export interface RunningApplication {
  readonly url: string;
  readonly dataDir: string;
  readonly manager: ServiceManager;
  readonly sip: { readonly host: string; readonly port: number; readonly numbers: readonly string[] } | null;
  readonly demoAccounts: readonly DemoAccount[];
  /** Components that do not run, each with its reason. */
  readonly troubles: readonly ServiceInfo[];
  stop(): Promise<void>;
}

export function dataDirOf(application: Pick<Application, 'dir'>, given: string | undefined): string {
  return path.resolve(given ?? path.join(application.dir, '.caruso'));
}

async function makeDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.W_OK);
  } catch (error) {
    throw new CarusoError(
      'invalid',
      `${dataDir} cannot be the data folder: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`,
      { advice: 'Name a folder that can be written: --data DIR' },
      { cause: error },
    );
  }
}

/** Starts an application. `conflict` when one runs or starts on the same data folder already, `unavailable` when its port is taken. */
export async function runApplication(application: Application, options: RunOptions): Promise<RunningApplication> {
  const dataDir = dataDirOf(application, options.dataDir);
  await makeDataDir(dataDir);
  const free = await claimStart(dataDir);
  try {
    return await start(application, options, dataDir);
  } finally {
    await free();
  }
}

async function start(application: Application, options: RunOptions, dataDir: string): Promise<RunningApplication> {
  const running = await readRunFile(dataDir);
  if (running !== undefined) {
    throw new CarusoError(
      'conflict',
      `An application runs on ${dataDir} already (process ${running.pid}, ${running.url}).`,
      { advice: 'Stop it first, or choose another folder: --data DIR' },
    );
  }
  const log = createLogger(dataDir);
  const token = randomBytes(32).toString('base64url');
  const manager = await startComponents({
    application,
    dataDir,
    log,
    overrides: sipOverride(application, options.sipPort),
  });
  try {
    await createDemoAccounts(manager, application, log);
    // Last, so that who reaches it finds everything in place.
    await manager.add([{ component: webServer, settings: webServerSettings(application, options, token) }]);
    const { url } = await manager.use(WebServer).address({});
    await writeRunFile(dataDir, { url, pid: process.pid, token, startedAt: new Date().toISOString() });
    const stopWatching = watchScripts(application, manager, log);
    return {
      url,
      dataDir,
      manager,
      sip: await sipEndpoint(manager),
      demoAccounts: application.app.demo?.accounts ?? [],
      troubles: manager.list().filter(({ state }) => state !== 'running'),
      stop: async () => {
        stopWatching();
        await removeRunFile(dataDir);
        await manager.stop();
      },
    };
  } catch (error) {
    await manager.stop();
    const reason = manager
      .list()
      .find(({ contract, state }) => contract === WebServer.id && state !== 'running')?.reason;
    throw reason === undefined ? error : new CarusoError('unavailable', reason, {}, { cause: error });
  }
}

function sipOverride(application: Application, port: number | undefined): Record<string, object> {
  const { sip, ...channels } = application.app.channels;
  return port === undefined || sip === undefined ? {} : { 'comm-server': { ...channels, sip: { ...sip, port } } };
}

function webServerSettings(
  { app, queues, screens }: Application,
  { host, port }: RunOptions,
  token: string,
): WebServerSettings {
  return {
    host: host ?? '127.0.0.1',
    port: port ?? 8080,
    token,
    name: app.name,
    title: app.title,
    languages: app.languages,
    queues: Object.fromEntries(queues.map(({ value }) => [value.queue, value.label])),
    customerClass: app.channels.customerClass ?? 'Customer',
    realm: app.channels.sip?.realm ?? 'caruso',
    hasMailbox: app.components.some(({ use }) => use === '@caruso/wrappers/demo-mailbox'),
    screens: screens.map(({ value }) => value),
  };
}

async function sipEndpoint(manager: ServiceManager): Promise<RunningApplication['sip']> {
  try {
    return (await manager.use(CommServer).endpoint({})).sip;
  } catch {
    // Its trouble is in the list of troubles; the rest runs.
    return null;
  }
}
