import { parseComponentSpec, sourceOf } from '@caruso/core-service-manager';
import { CarusoError } from '@caruso/core-service-manager/contract';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { ApiRequest } from './api-request.js';

export interface SpecPlaces {
  /** The application's folder. Absolute. */
  readonly appDir: string;
  /** Where the application keeps what it is given: attachments, recordings. Absolute. */
  readonly dataDir: string;
}

/**
 * What a component may be loaded from when somebody asks for it over HTTP. The command line of this machine (bearer token) may name any
 * file. A browser may name npm packages and what lies in the application's folder, but not where it keeps its data: a stolen session must
 * not turn a file that somebody could upload into running code. Answers the spec with paths made absolute; `forbidden` otherwise,
 * `invalid` for what is no spec.
 */
export async function assertReachableSpec(
  spec: string,
  { appDir, dataDir }: SpecPlaces,
  { session }: Pick<ApiRequest, 'session'>,
): Promise<string> {
  const parsed = parseComponentSpec(spec, appDir);
  if (parsed.kind !== 'package' && session !== undefined) {
    const named = parsed.kind === 'folder' ? parsed.folder : parsed.file;
    const [real, home, data] = await Promise.all([named, appDir, dataDir].map(realPath));
    if (!isInside(real, home) || isInside(real, data) || real === data)
      throw new CarusoError(
        'forbidden',
        'From the browser only components in the application’s folder can be loaded.',
        {
          advice: 'Copy it there, name an npm package, or use the command line: caruso services replace NAME SPEC',
        },
      );
  }
  return sourceOf(spec, appDir);
}

function realPath(place: string): Promise<string> {
  return realpath(place).catch(() => place);
}

function isInside(place: string | undefined, folder: string | undefined): boolean {
  return place !== undefined && folder !== undefined && place.startsWith(folder + path.sep);
}
