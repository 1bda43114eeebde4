import { CarusoError } from '@caruso/core-service-manager/contract';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

/** A part of an installed npm package: `@caruso/wrappers/mail` is `mail` of `@caruso/wrappers`. */
export interface PackagePart {
  /** Absolute folder of the package. */
  readonly folder: string;
  readonly manifest: PackageManifest;
  /** Behind the package's name; empty for the package itself. */
  readonly part: string;
}

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  caruso: z
    .object({ component: z.string().optional(), components: z.record(z.string(), z.string()).optional() })
    .optional(),
});
type PackageManifest = z.infer<typeof manifestSchema>;

/** Finds a package where Node would for the application, else for the framework. Throws `not-found` with what to do. */
export async function locatePackage(specifier: string, appDir: string): Promise<PackagePart> {
  const segments = specifier.split('/');
  const length = specifier.startsWith('@') ? 2 : 1;
  const name = segments.slice(0, length).join('/');
  const manifestPath = resolveFirst(`${name}/package.json`, [path.join(appDir, 'app.yaml'), import.meta.filename]);
  if (manifestPath === undefined) {
    throw new CarusoError('not-found', `The package ${name} is not installed.`, {
      package: name,
      advice: `Install it beside the application: npm install ${name}`,
    });
  }
  const manifest = manifestSchema.parse(JSON.parse(await readFile(manifestPath, 'utf8')));
  return { folder: path.dirname(manifestPath), manifest, part: segments.slice(length).join('/') };
}

function resolveFirst(request: string, from: readonly string[]): string | undefined {
  for (const file of from) {
    try {
      return createRequire(pathToFileURL(file)).resolve(request);
    } catch {
      // Not seen from there; the next place may see it.
    }
  }
  return undefined;
}
