import { locatePackage, parseComponentSpec } from '@caruso/core-service-manager';
import { CarusoError } from '@caruso/core-service-manager/contract';
import path from 'node:path';

/** The folder of an installed package, or of a part of it: `@caruso/crm/core`. `not-found` when it is not installed. Absolute. */
export async function packageFolder(spec: string, appDir: string): Promise<string> {
  const parsed = parseComponentSpec(spec, appDir);
  if (parsed.kind !== 'package') throw new CarusoError('invalid', `"${spec}" is no package.`);
  const places = { appDir, componentsDir: path.join(appDir, '.caruso', 'components') };
  const { fitting } = await locatePackage(parsed.name, parsed.range, places);
  if (fitting === undefined)
    throw new CarusoError('not-found', `The package ${parsed.name} is not installed.`, {
      advice: `Install it beside the application: npm install ${parsed.name}`,
    });
  return path.join(fitting.folder, parsed.part);
}
