import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CarusoError } from '@caruso/core-service-manager/contract';

/**
 * The compiled entry of the media process: beside this module, or, when the sources themselves run (tests), in `dist`.
 * Throws a CarusoError when it is not built.
 */
export function locateProcessFile(): string {
  const moduleUrl = import.meta.url;
  const relative = moduleUrl.endsWith('.ts') ? '../../../dist/media/process.js' : '../process.js';
  const file = fileURLToPath(new URL(relative, moduleUrl));
  if (existsSync(file)) return file;
  throw new CarusoError('unavailable', `The media process ${file} is not built; run "npm run build" first.`);
}
