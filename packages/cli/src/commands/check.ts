import { checkApplication, createLogger } from '@caruso/app-builder';
import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Finding } from '@caruso/core-service-manager/contract';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exitCodes } from '../terminal/exit-codes.js';
import { countOf, findingText, print, printJson } from '../terminal/output.js';

/** All mistakes in an application's files; of one file only when `file` is given (relative to the folder, or absolute). */
export async function check(dir: string, options: { readonly json: boolean; readonly file?: string }): Promise<number> {
  if (options.file !== undefined) assertScript(options.file);
  const logs = await mkdtemp(path.join(tmpdir(), 'caruso-check-log-'));
  try {
    const all = await checkApplication(dir, createLogger(logs, { quiet: true }));
    const findings = options.file === undefined ? all : concerning(options.file, dir, all);
    if (options.json) printJson(findings);
    else {
      for (const finding of findings) print(findingText(finding));
      print(findings.length === 0 ? 'No mistakes found.' : countOf(findings));
    }
    return findings.some(({ severity }) => severity === 'error') ? exitCodes.wrongInput : exitCodes.done;
  } finally {
    await rm(logs, { recursive: true, force: true });
  }
}

function assertScript(file: string): void {
  if (!existsSync(file)) throw new CarusoError('invalid', `There is no file ${file}.`);
  if (path.basename(path.dirname(path.resolve(file))) !== 'scripts' || !file.endsWith('.xml'))
    throw new CarusoError(
      'invalid',
      `${file} is no script of an application: those are scripts/NAME.xml in its folder.`,
    );
}

/** The mistakes in one file; and when it could not be checked because of others, those. */
function concerning(file: string, dir: string, all: readonly Finding[]): readonly Finding[] {
  const own = all.filter((finding) => path.resolve(dir, finding.file) === path.resolve(file));
  return own.length > 0 ? own : all.filter((finding) => /^app\.yaml$|(^|\/)objects\//.test(finding.file));
}
