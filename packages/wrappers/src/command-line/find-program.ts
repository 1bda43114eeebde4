import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { CarusoError } from '@caruso/core-service-manager/contract';

/**
 * The absolute path of a program: with a `/` relative to the application's folder, else looked up in PATH.
 * @throws CarusoError `invalid` that says where it was looked for.
 */
export function findProgram(program: string, appDir: string, pathVariable = process.env['PATH'] ?? ''): string {
  const candidates = program.includes('/')
    ? [path.resolve(appDir, program)]
    : pathVariable
        .split(path.delimiter)
        .filter((folder) => folder !== '')
        .map((folder) => path.join(folder, program));
  const found = candidates.find(canRun);
  if (found !== undefined) return found;
  const where = program.includes('/') ? path.resolve(appDir, program) : 'PATH';
  throw new CarusoError('invalid', `The program ${program} is not at ${where}, or may not be run`, { program });
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
