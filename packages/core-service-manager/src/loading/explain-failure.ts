import { CarusoError } from '../contract/index.js';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ModuleFailure } from './module-generations.js';

const run = promisify(execFile);
/** `file:///app/billing.js?caruso=3:12:7`, `/app/billing.cjs:2` */
const place = /(?<file>file:\/\/[^\s()?]+|\/[^\s():]+)(?:\?[^\s:)]*)?:(?<line>\d+)(?::\d+)?/;

/** The failure of a module as `invalid`, with the file and line where they can be known. */
export async function explainFailure(spec: string, { cause, files }: ModuleFailure): Promise<CarusoError> {
  const message = cause instanceof Error ? cause.message : String(cause);
  const stack = cause instanceof Error ? (cause.stack ?? '') : '';
  const where = placeIn(stack, files) ?? (cause instanceof SyntaxError ? await findSyntaxError(files) : undefined);
  const missing = (cause as { readonly code?: unknown } | undefined)?.code === 'ERR_MODULE_NOT_FOUND';
  const kind = cause instanceof SyntaxError ? 'cannot be loaded' : 'failed while it was loaded';
  const advice = missing
    ? 'Install what it imports, or correct the path.'
    : 'Correct the module; the version that runs is not touched.';
  return new CarusoError(
    'invalid',
    `${spec} ${kind}: ${message}${where === undefined ? '' : ` (${where})`}`,
    { advice, ...(where === undefined ? {} : { place: where }) },
    { cause },
  );
}

/** The first line of the stack that is of the component. */
function placeIn(stack: string, files: readonly string[]): string | undefined {
  for (const line of stack.split('\n')) {
    const found = place.exec(line)?.groups;
    if (found?.['file'] === undefined) continue;
    const file = found['file'].startsWith('file:') ? fileURLToPath(found['file']) : found['file'];
    if (files.includes(file)) return `${file}:${found['line']}`;
  }
  return undefined;
}

/** Node says the place of a syntax error in an ES module only on its standard error. */
async function findSyntaxError(files: readonly string[]): Promise<string | undefined> {
  for (const file of files.toReversed()) {
    try {
      await run(process.execPath, ['--check', file]);
    } catch (thrown) {
      const { stderr = '' } = thrown as { readonly stderr?: string };
      const found = placeIn(stderr, files);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
