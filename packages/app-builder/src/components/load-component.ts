import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Component } from '@caruso/core-service-manager/contract';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import semver from 'semver';
import { locatePackage } from './package-location.js';

/**
 * The component that `use` in `app.yaml` names. Throws `not-found` when there is none, `invalid` when its version does not meet the range
 * or the module holds no component; both say what to do.
 */
export async function loadComponent(specifier: string, range: string | undefined, appDir: string): Promise<Component> {
  const { folder, manifest, part } = await locatePackage(specifier, appDir);
  const entry = part === '' ? manifest.caruso?.component : manifest.caruso?.components?.[part];
  if (entry === undefined) {
    const parts = Object.keys(manifest.caruso?.components ?? {}).map((name) => `${manifest.name}/${name}`);
    throw new CarusoError(
      'not-found',
      `${specifier} is no Caruso component: its package.json names none under "caruso".`,
      {
        advice: parts.length > 0 ? `The package has these: ${parts.join(', ')}.` : 'Use a package with a "caruso" key.',
      },
    );
  }
  if (range !== undefined && !semver.satisfies(manifest.version, range)) {
    throw new CarusoError(
      'invalid',
      `${specifier} is installed in version ${manifest.version}, but the application wants ${range}.`,
      {
        advice: `Install a version in the range, or change the range.`,
      },
    );
  }
  const module = (await import(pathToFileURL(path.join(folder, entry)).href)) as { readonly default?: unknown };
  if (!isComponent(module.default)) {
    throw new CarusoError('invalid', `${specifier}: the module ${entry} has no component as its default export.`, {
      advice: 'Export it: export default defineComponent({ … }).',
    });
  }
  return module.default;
}

function isComponent(value: unknown): value is Component {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    'start' in value &&
    typeof value.start === 'function'
  );
}
