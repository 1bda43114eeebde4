import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Finding } from '@caruso/core-service-manager/contract';
import { queueSettingsSchema } from '@caruso/work-manager/contract';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { packageFolder } from './package-folder.js';
import { checkSchema } from '../files/check-schema.js';
import { parseYamlSource } from '../files/yaml-source.js';
import type { YamlSource } from '../files/yaml-source.js';
import { appFileSchema } from './app-file.js';
import type { AppFile } from './app-file.js';
import type { Application } from './application.js';
import { screenSchema } from '../screens/screen-file.js';
import { readNamedFiles } from './named-files.js';
import { readSourceFiles } from './source-files.js';

export interface ReadApplication {
  /** undefined when `app.yaml` itself has mistakes. */
  readonly application: Application | undefined;
  /** Mistakes in `app.yaml`, or else in queues and screens; with any of them the application is not to be run. */
  readonly findings: readonly Finding[];
}

/** Reads `DIR/app.yaml` and the files of all layers. Mistakes in files are findings; a folder without `app.yaml` is an `invalid` error. */
export async function readApplication(dir: string): Promise<ReadApplication> {
  const appDir = path.resolve(dir);
  const source = parseYamlSource('app.yaml', await readAppFile(appDir));
  const { value: app, findings } = checkSchema(source, appFileSchema, 'app/schema');
  if (app === undefined) return { application: undefined, findings };
  const layers = await locateLayers(app, appDir, source);
  if (layers.findings.length > 0) return { application: undefined, findings: layers.findings };
  const folders = [...layers.folders, appDir];
  const sources = await readSourceFiles(folders, appDir);
  const queues = readNamedFiles(sources.queues, queueSettingsSchema, 'queue');
  const screens = readNamedFiles(sources.screens, screenSchema, 'screen');
  return {
    application: {
      dir: appDir,
      app,
      layers: folders,
      sources,
      source,
      queues: queues.files,
      screens: screens.files,
    },
    findings: [...queues.findings, ...screens.findings],
  };
}

async function readAppFile(appDir: string): Promise<string> {
  try {
    return await readFile(path.join(appDir, 'app.yaml'), 'utf8');
  } catch (error) {
    throw new CarusoError(
      'invalid',
      `${appDir} holds no application: there is no app.yaml in it.`,
      { advice: 'Name the folder of an application: caruso run DIR' },
      { cause: error },
    );
  }
}

async function locateLayers(
  app: AppFile,
  appDir: string,
  source: YamlSource,
): Promise<{ folders: readonly string[]; findings: readonly Finding[] }> {
  const folders: string[] = [];
  const findings: Finding[] = [];
  for (const [index, name] of app.extends.entries()) {
    const folder = await locateLayer(name, appDir);
    if (folder !== undefined) folders.push(folder);
    else
      findings.push({
        file: source.file,
        ...source.position(['extends', index]),
        rule: 'app/extends',
        severity: 'error',
        message: `There is no pack "${name}".`,
        advice:
          'Name an installed package and its folder (@caruso/crm/core), or a folder that starts with a dot (./my-pack).',
      });
  }
  return { folders, findings };
}

async function locateLayer(name: string, appDir: string): Promise<string | undefined> {
  try {
    const folder = name.startsWith('.') ? path.resolve(appDir, name) : await packageFolder(name, appDir);
    return (await stat(folder)).isDirectory() ? folder : undefined;
  } catch {
    return undefined;
  }
}
