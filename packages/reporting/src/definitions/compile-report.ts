import type { Finding } from '@caruso/core-service-manager/contract';
import type { Compile, ExpressionProblem, Program, ValueType } from '@caruso/expressions/contract';
import type { z } from 'zod';
import { contactFields, contactsType } from './contact-type.js';
import { reportFileSchema } from './report-file.js';
import type { ReportFile } from './report-file.js';
import { readYaml } from './yaml-places.js';
import type { Place } from './yaml-places.js';

/** A report ready to run. */
export interface CompiledReport {
  readonly file: ReportFile;
  readonly where: Program | undefined;
  /** The values of the columns, in their order. */
  readonly values: readonly Program[];
}

export interface ReportCompilation {
  /** Absent when there is an error. */
  readonly report?: CompiledReport;
  readonly findings: readonly Finding[];
}

/** Reads and checks one report file; finds all mistakes at once. */
export function compileReport({ file, text }: { file: string; text: string }, compile: Compile): ReportCompilation {
  const yaml = readYaml(file, text);
  if (yaml.findings.length > 0) return { findings: yaml.findings };
  const findings: Finding[] = [];
  const find = (place: Place, rule: string, message: string, advice: string): void =>
    void findings.push({ file, ...place, rule: `report/${rule}`, severity: 'error', message, advice });

  const parsed = reportFileSchema.safeParse(yaml.value);
  for (const issue of parsed.error?.issues ?? []) {
    if (issue.code === 'unrecognized_keys') {
      const keys = Object.keys(issue.path.length === 0 ? reportFileSchema.shape : columnShape);
      for (const key of issue.keys) {
        find(
          yaml.placeOfKey(issue.path, key),
          'schema',
          `There is no key "${key}" here`,
          `The keys are ${keys.join(', ')}`,
        );
      }
    } else find(yaml.placeOf(issue.path), 'schema', `${where(issue)}${issue.message}`, adviceFor(issue));
  }
  if (!parsed.success) return { findings };

  const report = parsed.data;
  const names = report.columns.map((column) => column.name);
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) === index && name !== report.group) continue;
    find(
      yaml.placeOf(['columns', index, 'name']),
      'duplicate',
      `There is another column "${name}"`,
      'Give it a name of its own',
    );
  }
  const program = (
    source: string,
    path: readonly PropertyKey[],
    variables: Readonly<Record<string, ValueType>>,
    expected?: ValueType,
  ): Program | undefined => {
    const compiled = compile(source, { variables, ...(expected === undefined ? {} : { expected }) });
    if (compiled.ok) return compiled.program;
    const tell = ({ from, message, advice }: ExpressionProblem): void =>
      find(yaml.placeWithin(path, from), 'expression', message, advice);
    compiled.problems.forEach(tell);
    return undefined;
  };
  const condition =
    report.where === undefined ? undefined : program(report.where, ['where'], contactFields, { kind: 'boolean' });
  const values = report.columns.flatMap(
    ({ value, unit }, index) =>
      program(
        value,
        ['columns', index, 'value'],
        { contacts: contactsType },
        { kind: unit === 'text' ? 'text' : 'number' },
      ) ?? [],
  );
  if (findings.length > 0) return { findings };
  return { report: { file: report, where: condition, values }, findings };
}

const columnShape = reportFileSchema.shape.columns.element.shape;

function where({ path }: z.core.$ZodIssue): string {
  return path.length === 0 ? '' : `${path.map(String).join('.')}: `;
}

function adviceFor(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `It can be ${issue.values.map(String).join(' or ')}`;
  return 'Compare with the schema schema/report.schema.json';
}
