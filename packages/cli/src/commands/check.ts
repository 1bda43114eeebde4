import { checkApplication, createLogger } from '@caruso/app-builder';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exitCodes } from '../terminal/exit-codes.js';
import { countOf, findingText, print, printJson } from '../terminal/output.js';

/** All mistakes in an application's files; of one file only when `file` is given (relative to the folder, or absolute). */
export async function check(dir: string, options: { readonly json: boolean; readonly file?: string }): Promise<number> {
  const logs = await mkdtemp(path.join(tmpdir(), 'caruso-check-log-'));
  try {
    const all = await checkApplication(dir, createLogger(logs, { quiet: true }));
    const only = options.file === undefined ? undefined : path.resolve(options.file);
    const findings = only === undefined ? all : all.filter(({ file }) => path.resolve(dir, file) === only);
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
