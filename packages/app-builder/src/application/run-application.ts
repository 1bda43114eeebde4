import { BusinessObjects } from '@caruso/business-objects/contract';
import { CommServer } from '@caruso/comm-server/contract';
import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Logger, ServiceInfo, ServiceManager } from '@caruso/core-service-manager/contract';
import { openSecrets } from '@caruso/core-service-manager/wrapper-kit';
import { Storage } from '@caruso/storage-manager/contract';
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
import { checkComponents, startComponents } from './start-components.js';
import { waitForServices } from './wait-for-services.js';
import { watchScripts } from './script-watch.js';
import { startTelemetry } from '../telemetry/start-telemetry.js';

export interface RunningApplication {
  /** null in a process without the pages (`--only` without web-server). */
  readonly url: string | null;
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
  assertOnly(application, options.only);
  const free = await claimStart(dataDir, options.only);
  try {
    return await start(application, options, dataDir);
  } finally {
    await free();
  }
}

async function start(application: Application, options: RunOptions, dataDir: string): Promise<RunningApplication> {
  const here = (name: string): boolean => options.only?.includes(name) ?? true;
  const running = here('web-server') ? await readRunFile(dataDir) : undefined;
  if (running !== undefined) {
    throw new CarusoError(
      'conflict',
      `An application runs on ${dataDir} already (process ${running.pid}, ${running.url}).`,
      { advice: 'Stop it first, or choose another folder: --data DIR' },
    );
  }
  const stopTelemetry = await startTelemetry({ application: application.app.name, environment: process.env });
  const log = createLogger(dataDir, options.only === undefined ? {} : { name: options.only.join('+') });
  const token = randomBytes(32).toString('base64url');
  const manager = await startComponents({
    application,
    dataDir,
    log,
    overrides: sipOverride(application, options.sipPort),
    join: true,
    ...(options.only === undefined ? {} : { only: options.only }),
  });
  try {
    if (options.only !== undefined) await waitForOthers(application, manager, here('web-server'), log);
    const url = here('web-server') ? await startPages(application, manager, options, { dataDir, token, log }) : null;
    const stopWatching = here('script-engine') ? watchScripts(application, manager, log) : () => {};
    return {
      url,
      dataDir,
      manager,
      sip: here('comm-server') ? await sipEndpoint(manager) : null,
      demoAccounts: url === null ? [] : (application.app.demo?.accounts ?? []),
      troubles: manager.list().filter(({ state, place }) => state !== 'running' && place !== 'remote'),
      stop: async () => {
        stopWatching();
        if (url !== null) await removeRunFile(dataDir);
        await manager.stop();
        await stopTelemetry();
      },
    };
  } catch (error) {
    await manager.stop();
    await stopTelemetry();
    const reason = manager
      .list()
      .find(({ contract, state }) => contract === WebServer.id && state !== 'running')?.reason;
    throw reason === undefined ? error : new CarusoError('unavailable', reason, {}, { cause: error });
  }
}

/** A part may be started before the others. The pages wait for the data, and a while for everything else they show. */
async function waitForOthers(
  application: Application,
  manager: ServiceManager,
  hasPages: boolean,
  log: Logger,
): Promise<void> {
  const needed = hasPages ? [Storage, BusinessObjects] : [];
  const { components } = await checkComponents(application);
  const hoped = hasPages ? components.flatMap(({ component }) => component.provides) : [];
  await waitForServices(manager, { needed, hoped, patienceMs: 15_000 }, log);
}

/** Last, so that who reaches them finds everything in place. */
async function startPages(
  application: Application,
  manager: ServiceManager,
  options: RunOptions,
  { dataDir, token, log }: { readonly dataDir: string; readonly token: string; readonly log: Logger },
): Promise<string> {
  await createDemoAccounts(manager, application, log);
  await manager.add([{ component: webServer, settings: webServerSettings(application, options, token) }]);
  const { url } = await manager.use(WebServer).address({});
  await writeRunFile(dataDir, { url, pid: process.pid, token, startedAt: new Date().toISOString() });
  return url;
}

/** `--only` makes sense only when the rest can be reached. */
function assertOnly({ app }: Application, only: readonly string[] | undefined): void {
  if (only === undefined) return;
  if (only.length === 0) throw new CarusoError('invalid', '--only names no component.');
  if (app.nats === undefined)
    throw new CarusoError(
      'invalid',
      'To run components in several processes, app.yaml must say how they find each other.',
      {
        advice: 'Add to app.yaml:  nats: { servers: [nats://127.0.0.1:4222] }',
      },
    );
}

function sipOverride(application: Application, port: number | undefined): Record<string, object> {
  const { sip, ...channels } = application.app.channels;
  return port === undefined || sip === undefined ? {} : { 'comm-server': { ...channels, sip: { ...sip, port } } };
}

function webServerSettings(
  { app, dir, queues, screens }: Application,
  { host, port }: RunOptions,
  token: string,
): WebServerSettings {
  return {
    host: host ?? '127.0.0.1',
    port: port ?? 8080,
    token,
    ...(app.metrics === undefined ? {} : { metricsToken: openSecrets(dir).expand(app.metrics.token) }),
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
