import { createLogger, dataDirOf, readApplication, startComponents } from '@caruso/app-builder';
import type { Application } from '@caruso/app-builder';
import { CarusoError } from '@caruso/core-service-manager/contract';
import type { ServiceManager } from '@caruso/core-service-manager/contract';
import { existsSync } from 'node:fs';
import { countOf, findingText } from './output.js';

/** Opens the data of an application that is not running: the named components only, and no durable work is done meanwhile. */
export async function withOfflineApplication<T>(
  options: { readonly dir: string; readonly data?: string | undefined; readonly components: readonly string[] },
  work: (manager: ServiceManager, application: Application) => Promise<T>,
): Promise<T> {
  const { application, findings } = await readApplication(options.dir);
  if (application === undefined)
    throw new CarusoError('invalid', [...findings.map(findingText), countOf(findings)].join('\n'));
  const dataDir = dataDirOf(application, options.data);
  if (!existsSync(dataDir))
    throw new CarusoError(
      'unavailable',
      `There is no data in ${dataDir} yet. Start the application once (caruso run), or name its folder with --data.`,
    );
  const manager = await startComponents({
    application,
    dataDir,
    log: createLogger(dataDir, { quiet: true }),
    only: options.components,
    overrides: { 'storage-manager': { stores: application.app.stores, work: false } },
  });
  try {
    const broken = manager.list().find(({ state }) => state !== 'running');
    if (broken !== undefined)
      throw new CarusoError('unavailable', `${broken.component} does not start: ${broken.reason ?? broken.state}`);
    return await work(manager, application);
  } finally {
    await manager.stop();
  }
}
