import { CarusoError } from '@caruso/core-service-manager/contract';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { ApiRequest } from './api-request.js';

/**
 * What a component may be loaded from when somebody asks for it over HTTP. The command line of this machine (bearer token) may name any
 * file. A browser may name npm packages and what lies in the application's folder: a stolen session must not turn a file that somebody
 * could upload elsewhere into running code. Answers the spec with paths made absolute; `forbidden` or `not-found` otherwise.
 */
export async function assertReachableSpec(
  spec: string,
  appDir: string,
  { session }: Pick<ApiRequest, 'session'>,
): Promise<string> {
  if (!isPath(spec)) return spec;
  const [file = '', part] = spec.split('#');
  const absolute = path.resolve(appDir, file);
  if (session !== undefined) {
    const [real, home] = await Promise.all([realpath(absolute).catch(() => absolute), realpath(appDir)]);
    if (!real.startsWith(home + path.sep))
      throw new CarusoError(
        'forbidden',
        'From the browser only components in the application’s folder can be loaded.',
        {
          advice: 'Copy it there, name an npm package, or use the command line: caruso services replace NAME SPEC',
        },
      );
  }
  return part === undefined ? absolute : `${absolute}#${part}`;
}

function isPath(spec: string): boolean {
  return spec.startsWith('.') || path.isAbsolute(spec) || /\.(?:m?js|tgz)$/.test(spec);
}
