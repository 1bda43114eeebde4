import { CarusoError } from '../contract/index.js';
import type { Component } from '../contract/index.js';
import { access, realpath } from 'node:fs/promises';
import path from 'node:path';
import semver from 'semver';
import { lacksOfComponent } from './component-shape.js';
import { parseComponentSpec } from './component-spec.js';
import type { ComponentSpec } from './component-spec.js';
import { explainFailure } from './explain-failure.js';
import { installArchive, installFromRegistry } from './install-package.js';
import { importCurrent } from './import-current.js';
import type { ModuleLocation } from './import-current.js';
import { ModuleFailure } from './module-generations.js';
import { locatePackage, missingPackage } from './package-location.js';
import { entryOf, readPackage } from './package-manifest.js';
import type { PackageFolder } from './package-manifest.js';

export { sourceOf } from './component-spec.js';

export interface LoadOptions {
  /** Versions that are wanted; others are `invalid`. A range in the SPEC says the same of a package. */
  readonly range?: string | undefined;
  /** Paths are relative to it, packages are looked for from it. Absolute. */
  readonly appDir: string;
  /** What is installed for a SPEC goes to its folder `components`. Absolute. */
  readonly dataDir: string;
}

interface Located extends ModuleLocation {
  /** For messages. */
  readonly name: string;
}

/**
 * The component that a SPEC names: an npm package (`name`, `@scope/name/part`, `name@range`, installed with npm into DATA/components when it
 * is not there), a folder with a package.json that has a `caruso` key (`./folder`, `./folder#part`), a `.js` or `.mjs` file, or a `.tgz` of
 * `npm pack`. `@caruso/…` and `zod` need not be installed with it: the framework's are taken.
 *
 * Loading again what was edited gives the new code, entry and inner modules; who holds the old component keeps the old code, whose memory
 * is freed only when the process ends: run the component with `ownProcess` where that matters.
 *
 * Throws `not-found`, `invalid` (no component, wrong version, fails while it loads: with file and line) or `unavailable` (npm), each with
 * `details.advice`.
 */
export async function loadComponent(spec: string, options: LoadOptions): Promise<Component> {
  const located = await locate(spec, options);
  let module: unknown;
  try {
    module = await importCurrent(located);
  } catch (thrown) {
    throw thrown instanceof ModuleFailure ? await explainFailure(spec, thrown) : thrown;
  }
  const made = (module as { readonly default?: unknown }).default;
  const lacking = lacksOfComponent(made);
  if (lacking === undefined) return made as Component;
  throw new CarusoError('invalid', `${spec}: the module ${located.name} ${lacking}.`, {
    advice: 'Export it: export default defineComponent({ … }).',
  });
}

async function locate(spec: string, { range, appDir, dataDir }: LoadOptions): Promise<Located> {
  const parsed = parseComponentSpec(spec, appDir);
  if (parsed.kind === 'file') return locateFile(parsed.file);
  const found = await findPackage(spec, parsed, { range, appDir, componentsDir: path.join(dataDir, 'components') });
  const entry = entryOf(found, parsed.part, spec);
  if (range !== undefined && !semver.satisfies(found.manifest.version, range)) {
    throw otherVersion(spec, [found], range);
  }
  const folder = await realpath(found.folder);
  await checkBuilt(path.join(folder, entry), entry, spec);
  return { file: path.join(folder, entry), folder, name: entry, shared: found.shared, loose: false };
}

async function checkBuilt(file: string, entry: string, spec: string): Promise<void> {
  try {
    await access(file);
  } catch (cause) {
    const advice = 'Build it first (npm run build), or correct the path under "caruso" in its package.json.';
    throw new CarusoError('invalid', `${spec} has no ${entry}, which its package.json names.`, { advice }, { cause });
  }
}

async function locateFile(file: string): Promise<Located> {
  try {
    const real = await realpath(file);
    return { file: real, folder: path.dirname(real), name: path.basename(real), shared: false, loose: true };
  } catch (cause) {
    const advice = 'Name a file that is there; a path is relative to the folder of the application.';
    throw new CarusoError('not-found', `There is no file ${file}.`, { advice }, { cause });
  }
}

async function findPackage(
  spec: string,
  parsed: Exclude<ComponentSpec, { readonly kind: 'file' }>,
  { range, ...places }: { readonly range: string | undefined; readonly appDir: string; readonly componentsDir: string },
): Promise<PackageFolder & { readonly shared: boolean }> {
  if (parsed.kind === 'folder') return { ...(await readPackage(parsed.folder)), shared: false };
  if (parsed.kind === 'archive') return { ...(await installArchive(parsed.file, places.componentsDir)), shared: false };
  const wanted = parsed.range ?? range;
  const { fitting, others } = await locatePackage(parsed.name, wanted, places);
  if (fitting !== undefined) return fitting;
  if (parsed.range !== undefined) {
    return { ...(await installFromRegistry(parsed.name, parsed.range, places.componentsDir)), shared: false };
  }
  throw others.length === 0 || wanted === undefined ? missingPackage(parsed.name) : otherVersion(spec, others, wanted);
}

function otherVersion(spec: string, found: readonly PackageFolder[], range: string): CarusoError {
  const versions = found.map(({ manifest }) => manifest.version).join(', ');
  return new CarusoError(
    'invalid',
    `${spec} is installed in version ${versions}, but the application wants ${range}.`,
    { advice: 'Install a version in the range, or change the range.' },
  );
}
