import { BusinessObjects } from '@caruso/business-objects/contract';
import { asCarusoError, systemPrincipal } from '@caruso/core-service-manager/contract';
import type { Contract, Finding, Logger, ServiceManager } from '@caruso/core-service-manager/contract';
import { Reporting } from '@caruso/reporting/contract';
import { ScriptEngine } from '@caruso/script-engine/contract';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Application } from './application.js';
import { configuredContracts } from './configured-contracts.js';
import { readApplication } from './read-application.js';
import { screenFindings } from './screen-findings.js';
import { storeFindings } from './store-findings.js';
import { settingsFindings } from './settings-findings.js';
import { checkComponents, startComponents } from './start-components.js';

/** All mistakes in all files of an application, in the order of the files. Nothing of it runs and nothing is written. */
export async function checkApplication(dir: string, log: Logger): Promise<readonly Finding[]> {
  const { application, findings } = await readApplication(dir);
  if (application === undefined) return findings;
  const listed = await checkComponents(application);
  const configured = await configuredContracts(application, listed.components);
  const settings = settingsFindings(application, listed.components);
  const stores = storeFindings(application, configured.contracts);
  const wrong = [...findings, ...listed.findings, ...settings, ...configured.findings, ...stores];
  const deep = await checkWithEngines(application, configured.contracts, log);
  return [...wrong, ...deep].toSorted(byPlace);
}

/** Objects, scripts, screens and reports are checked by the engines that run them, over an empty store of their own. */
async function checkWithEngines(
  application: Application,
  contracts: readonly Contract[],
  log: Logger,
): Promise<readonly Finding[]> {
  const { objects, scripts, reports } = application.sources;
  const stores = ['own', ...Object.keys(application.app.stores)];
  // First without any model: the engine does not start with a wrong one, and then could not say what is wrong with it.
  const models = await withEngines(application, log, { models: [] }, (manager) =>
    answer('objects', objects, () => manager.use(BusinessObjects).check({ files: [...objects], stores })),
  );
  if (models.some(({ severity }) => severity === 'error')) return [...models, ...unchecked];
  const services = servicesOf(contracts);
  const rest = await withEngines(application, log, {}, (manager) =>
    Promise.all([
      answer('scripts', scripts, () => manager.use(ScriptEngine).check({ files: [...scripts], services })),
      answer('reports', reports, () => manager.use(Reporting).check({ files: [...reports] })),
      answer('screens', application.screens, () =>
        manager
          .use(BusinessObjects)
          .classes({}, { principal: systemPrincipal('check') })
          .then((classes) => screenFindings(application.screens, classes, services)),
      ),
    ]),
  );
  return [...models, ...rest.flat()];
}

const unchecked: readonly Finding[] = [
  {
    file: 'app.yaml',
    line: 1,
    column: 1,
    rule: 'app/unchecked',
    severity: 'warning',
    message: 'Scripts, reports and screens were not checked, because they are about objects, which have mistakes.',
    advice: 'Mend the objects; then check again.',
  },
];

async function withEngines<T>(
  application: Application,
  log: Logger,
  objects: object,
  ask: (manager: ServiceManager) => Promise<T>,
): Promise<T> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'caruso-check-'));
  const stores = Object.fromEntries(
    Object.entries(application.app.stores).map(([name]) => [name, { url: 'sqlite::memory:', schema: 'managed' }]),
  );
  const manager = await startComponents({
    application,
    dataDir,
    log,
    only: ['expressions', 'storage-manager', 'business-objects', 'script-engine', 'reporting'],
    overrides: {
      'storage-manager': { stores, work: false },
      'business-objects': objects,
      'script-engine': { scripts: [] },
      reporting: { reports: [] },
    },
  });
  try {
    return await ask(manager);
  } finally {
    await manager.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Every operation that a script's action may call in this application. */
function servicesOf(contracts: readonly Contract[]): { id: string; operations: string[] }[] {
  return contracts.map(({ id, members }) => ({
    id,
    operations: Object.keys(members).filter((name) => members[name]?.kind === 'operation'),
  }));
}

/** An engine that cannot answer is itself a finding: silence would look like "no mistakes". */
async function answer(
  kind: string,
  files: readonly unknown[],
  ask: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  // An application without reports needs no reporting component.
  if (files.length === 0) return [];
  try {
    return await ask();
  } catch (error) {
    const { message } = asCarusoError(error);
    return [
      {
        file: 'app.yaml',
        line: 1,
        column: 1,
        rule: 'app/engine',
        severity: 'error',
        message: `The ${kind} could not be checked: ${message.split('\n')[0] ?? ''}`,
        advice: 'Mend the mistakes above first; then check again.',
      },
    ];
  }
}

function byPlace(a: Finding, b: Finding): number {
  return a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;
}
