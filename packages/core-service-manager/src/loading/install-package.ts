import { CarusoError } from '../contract/index.js';
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { installFolder } from './package-location.js';
import { readPackage } from './package-manifest.js';
import type { PackageFolder } from './package-manifest.js';

const INSTALL_LIMIT_MS = 300_000;
const run = promisify(execFile);

/**
 * Installs `name@range` with npm into DATA/components; no script of the package runs. Peers, the framework among them, are not installed:
 * they are those of the application. Throws `not-found` when the registry has none, `unavailable` when npm cannot install.
 */
export async function installFromRegistry(name: string, range: string, componentsDir: string): Promise<PackageFolder> {
  return install(`${name}@${range}`, componentsDir, (version) => installFolder(componentsDir, name, version));
}

/** The same for a packed `.tgz`. One with the same content is installed once. */
export async function installArchive(file: string, componentsDir: string): Promise<PackageFolder> {
  let content: Buffer;
  try {
    content = await readFile(file);
  } catch (cause) {
    const advice = 'Make it with npm pack in the folder of the component.';
    throw new CarusoError('not-found', `There is no file ${file}.`, { advice }, { cause });
  }
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const folder = path.join(componentsDir, `archive-${hash}`);
  return (await readInstalled(folder)) ?? install(file, componentsDir, () => folder);
}

async function install(
  what: string,
  componentsDir: string,
  folderOf: (version: string) => string,
): Promise<PackageFolder> {
  // In a folder of its own until it is whole: a reader never sees half of it.
  const draft = path.join(componentsDir, `.draft-${randomUUID()}`);
  await mkdir(draft, { recursive: true });
  try {
    await writeFile(path.join(draft, 'package.json'), '{ "private": true }\n');
    await npmInstall(what, draft);
    const { manifest } = (await readInstalled(draft)) ?? {};
    if (manifest === undefined) throw new CarusoError('unavailable', `npm installed nothing for ${what}.`);
    const folder = folderOf(manifest.version);
    // Another one may have installed the same meanwhile: a version is never changed, so that one does.
    if (!(await exists(folder))) await rename(draft, folder);
    return readPackage(path.join(folder, 'node_modules', manifest.name));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function npmInstall(what: string, folder: string): Promise<void> {
  const flags = ['--ignore-scripts', '--legacy-peer-deps', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    await run('npm', ['install', '--prefix', folder, ...flags, '--', what], { cwd: folder, timeout: INSTALL_LIMIT_MS });
  } catch (cause) {
    const { code, stderr = '' } = cause as { readonly code?: string | number; readonly stderr?: string };
    if (code === 'ENOENT') {
      throw new CarusoError('unavailable', 'npm is not there to install the component.', {
        advice: 'Install npm, or name a folder or file.',
      });
    }
    const missing = /\bE404\b|\bETARGET\b/.test(stderr);
    const said = stderr
      .split('\n')
      .filter((line) => line.startsWith('npm error') && !/complete log|debug-0/.test(line))
      .map((line) => line.replace(/^npm error\s*/, ''))
      .filter((line) => line !== '');
    throw new CarusoError(
      missing ? 'not-found' : 'unavailable',
      `npm could not install ${what}: ${said.slice(0, 4).join(' ') || String(code)}`,
      { advice: missing ? 'Look at the name and the version.' : 'See what npm says; is its registry reached?' },
      { cause },
    );
  }
}

/** The one package that a folder of ours asked npm for. */
async function readInstalled(folder: string): Promise<PackageFolder | undefined> {
  try {
    const { dependencies = {} } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
      readonly dependencies?: Readonly<Record<string, string>>;
    };
    const [name] = Object.keys(dependencies);
    return name === undefined ? undefined : await readPackage(path.join(folder, 'node_modules', name));
  } catch {
    return undefined;
  }
}

async function exists(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  );
}
