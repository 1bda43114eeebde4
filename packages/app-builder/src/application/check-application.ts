import { BusinessObjects } from '@caruso/business-objects/contract';
import { asCarusoError } from '@caruso/core-service-manager/contract';
import type { Component, Finding, Logger, ServiceManager } from '@caruso/core-service-manager/contract';
import { Reporting } from '@caruso/reporting/contract';
import { ScriptEngine } from '@caruso/script-engine/contract';
import { queueSettingsSchema } from '@caruso/work-manager/contract';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkSchema } from '../files/check-schema.js';
import { parseYamlSource } from '../files/yaml-source.js';
import { screenSchema } from '../screens/screen-file.js';
import type { Application } from './application.js';
import { readApplication } from './read-application.js';
import type { SourceFile } from './source-files.js';
import { settingsFindings } from './settings-findings.js';
import { checkComponents, startComponents } from './start-components.js';

/** All mistakes in all files of an application, in the order of the files. Nothing of it runs and nothing is written. */
export async function checkApplication(dir: string, log: Logger): Promise<readonly Finding[]> {
  const { application, findings, source } = await readApplication(dir);
  if (application === undefined) return findings;
  const listed = await checkComponents(application, (index) => source.position(['components', index, 'use']));
  const queues = application.sources.queues.flatMap((file) => checkYaml(file, queueSettingsSchema, 'queue/schema'));
  const screens = application.sources.screens.flatMap((file) => checkYaml(file, screenSchema, 'screen/schema'));
  const wrong = [...listed.findings, ...settingsFindings(application, listed.components, source), ...queues];
  const deep = wrong.length > 0 ? [] : await checkWithEngines(application, listed.components, log);
  return [...wrong, ...screens, ...deep].toSorted(byPlace);
}

function checkYaml(file: SourceFile, schema: Parameters<typeof checkSchema>[1], rule: string): readonly Finding[] {
  return checkSchema(parseYamlSource(file.file, file.text), schema, rule).findings;
}

/** Objects, scripts and reports are checked by the engines that run them, over an empty store of their own. */
async function checkWithEngines(
  application: Application,
  components: readonly Component[],
  log: Logger,
): Promise<readonly Finding[]> {
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
      'script-engine': { scripts: [] },
      reporting: { reports: [] },
    },
  });
  try {
    return await askEngines(manager, application, components);
  } finally {
    await manager.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function askEngines(
  manager: ServiceManager,
  application: Application,
  components: readonly Component[],
): Promise<readonly Finding[]> {
  const { objects, scripts, reports } = application.sources;
  const stores = ['own', ...Object.keys(application.app.stores)];
  const all = await Promise.all([
    answer('objects', manager.use(BusinessObjects).check({ files: [...objects], stores })),
    answer('scripts', manager.use(ScriptEngine).check({ files: [...scripts], services: servicesOf(components) })),
    answer('reports', manager.use(Reporting).check({ files: [...reports] })),
  ]);
  return all.flat();
}

/** Every operation that a script's action may call in this application. */
function servicesOf(components: readonly Component[]): { id: string; operations: string[] }[] {
  return components
    .flatMap(({ provides }) => provides)
    .map(({ id, members }) => ({
      id,
      operations: Object.keys(members).filter((name) => members[name]?.kind === 'operation'),
    }));
}

/** An engine that cannot answer is itself a finding: silence would look like "no mistakes". */
async function answer(kind: string, findings: Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await findings;
  } catch (error) {
    const { message } = asCarusoError(error);
    return [
      {
        file: 'app.yaml',
        line: 1,
        column: 1,
        rule: 'app/engine',
        severity: 'error',
        message: `The ${kind} could not be checked: ${message}`,
        advice: 'Mend the mistakes above first; then check again.',
      },
    ];
  }
}

function byPlace(a: Finding, b: Finding): number {
  return a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;
}
