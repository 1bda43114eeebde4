import { CarusoError } from '../contract/index.js';
import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import semver from 'semver';
import { readPackage } from './package-manifest.js';
import type { PackageFolder } from './package-manifest.js';

export interface InstalledPlaces {
  /** Absolute. */
  readonly appDir: string;
  /** Where packages are put that an administrator has put in service: DATA/components. Absolute. */
  readonly componentsDir: string;
}

export interface LocatedPackage extends PackageFolder {
  /** Beside the application or the framework: its modules are shared with those who import them. */
  readonly shared: boolean;
}

/**
 * Finds a package where Node would for the application, else for the framework, else among those installed while running (the highest
 * version first): the first in the range, and all that were seen.
 */
export async function locatePackage(
  name: string,
  range: string | undefined,
  { appDir, componentsDir }: InstalledPlaces,
): Promise<{ readonly fitting: LocatedPackage | undefined; readonly others: readonly LocatedPackage[] }> {
  const seen: LocatedPackage[] = [];
  for (const from of [path.join(appDir, 'app.yaml'), import.meta.filename]) {
    const manifest = resolveFrom(`${name}/package.json`, from);
    if (manifest !== undefined) seen.push({ ...(await readPackage(path.dirname(manifest))), shared: true });
  }
  seen.push(...(await installedLater(name, componentsDir)));
  const fitting = seen.find(({ manifest }) => range === undefined || semver.satisfies(manifest.version, range));
  return { fitting, others: seen };
}

/** The folder of one version in DATA/components; the package itself is in its node_modules. */
export function installFolder(componentsDir: string, name: string, version: string): string {
  return path.join(componentsDir, `${name.replace('/', '+')}-${version}`);
}

async function installedLater(name: string, componentsDir: string): Promise<readonly LocatedPackage[]> {
  const prefix = path.basename(installFolder(componentsDir, name, ''));
  const folders = await readdir(componentsDir).catch(() => []);
  const found: LocatedPackage[] = [];
  for (const folder of folders) {
    if (!folder.startsWith(prefix)) continue;
    try {
      const read = await readPackage(path.join(componentsDir, folder, 'node_modules', name));
      found.push({ ...read, shared: false });
    } catch {
      // Left behind by an installation that was cut off.
    }
  }
  return found.toSorted((a, b) => semver.rcompare(a.manifest.version, b.manifest.version));
}

export function missingPackage(name: string): CarusoError {
  return new CarusoError('not-found', `The package ${name} is not installed.`, {
    package: name,
    advice: `Install it beside the application: npm install ${name}, or name a version: ${name}@1.0.0`,
  });
}

function resolveFrom(request: string, file: string): string | undefined {
  try {
    return createRequire(pathToFileURL(file)).resolve(request);
  } catch {
    // Not seen from there.
    return undefined;
  }
}
