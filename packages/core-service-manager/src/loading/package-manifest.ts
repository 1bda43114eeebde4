import { CarusoError } from '../contract/index.js';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  caruso: z
    .object({ component: z.string().optional(), components: z.record(z.string(), z.string()).optional() })
    .optional(),
});
export type PackageManifest = z.infer<typeof manifestSchema>;

/** A package where it lies on the disk. */
export interface PackageFolder {
  /** Absolute. */
  readonly folder: string;
  readonly manifest: PackageManifest;
}

/** Reads the package.json of a folder. Throws `not-found` without one, `invalid` when it is none. */
export async function readPackage(folder: string): Promise<PackageFolder> {
  const file = path.join(folder, 'package.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new CarusoError(
      'not-found',
      `${folder} is no folder with a package.json.`,
      { advice: 'Name the folder of the component, where its package.json is.' },
      { cause },
    );
  }
  try {
    return { folder, manifest: manifestSchema.parse(JSON.parse(text)) };
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new CarusoError(
      'invalid',
      `${file} is no package.json of a component: ${reason}`,
      { advice: 'It needs "name", "version" and a "caruso" key.' },
      { cause },
    );
  }
}

/** The module that holds a package's component or a part of it, relative to its folder. Throws `not-found` with the parts there are. */
export function entryOf({ manifest }: PackageFolder, part: string, spec: string): string {
  const entry = part === '' ? manifest.caruso?.component : manifest.caruso?.components?.[part];
  if (entry !== undefined) return entry;
  // `name/part` of a package, `./folder#part` of a folder or an archive.
  const [place = spec, hash] = spec.split('#', 2);
  const whole = hash === undefined && !/^[./]|\.tgz$/.test(spec) ? `${manifest.name}/` : `${place}#`;
  const parts = Object.keys(manifest.caruso?.components ?? {}).map((name) => `${whole}${name}`);
  throw new CarusoError('not-found', `${spec} is no Caruso component: its package.json names none under "caruso".`, {
    advice: parts.length > 0 ? `The package has these: ${parts.join(', ')}.` : 'Use a package with a "caruso" key.',
  });
}
