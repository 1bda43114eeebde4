import type { Finding } from '@caruso/core-service-manager/contract';
import type { Compile } from '@caruso/expressions/contract';
import { compileReport } from './compile-report.js';
import type { CompiledReport } from './compile-report.js';

export interface CompiledReports {
  readonly reports: ReadonlyMap<string, CompiledReport>;
  readonly findings: readonly Finding[];
}

/** A report with a mistake is left out, the others serve; of two with one name the later counts, so that a company can replace a pack's. */
export function compileReports(
  files: readonly { readonly file: string; readonly text: string }[],
  compile: Compile,
): CompiledReports {
  const compilations = files.map((file) => compileReport(file, compile));
  return {
    reports: new Map(
      compilations.flatMap(({ report }) => (report === undefined ? [] : [[report.file.report, report] as const])),
    ),
    findings: compilations.flatMap(({ findings }) => findings),
  };
}
