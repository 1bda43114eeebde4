import type { Finding } from '@caruso/core-service-manager/contract';
import type { z } from 'zod';
import { checkSchema } from '../files/check-schema.js';
import { parseYamlSource } from '../files/yaml-source.js';
import type { YamlSource } from '../files/yaml-source.js';
import type { SourceFile } from './source-files.js';

/** A file that is in form, with the places of its values. */
export interface NamedFile<T> {
  readonly value: T;
  readonly source: YamlSource;
}

/** Reads the files of a kind that each define one named thing (a queue, a screen). One with mistakes, or with a name that is taken, is left out and named. */
export function readNamedFiles<S extends z.ZodType<object>>(
  files: readonly SourceFile[],
  schema: S,
  nameField: string & keyof z.output<S>,
): { readonly files: readonly NamedFile<z.output<S>>[]; readonly findings: readonly Finding[] } {
  const byName = new Map<string, NamedFile<z.output<S>>>();
  const findings: Finding[] = [];
  for (const { file, text } of files) {
    const source = parseYamlSource(file, text);
    const checked = checkSchema(source, schema, `${nameField}/schema`);
    findings.push(...checked.findings);
    if (checked.value === undefined) continue;
    const name = String(checked.value[nameField]);
    const former = byName.get(name);
    if (former === undefined) byName.set(name, { value: checked.value, source });
    else
      findings.push({
        file,
        ...source.position([nameField]),
        rule: `${nameField}/name`,
        severity: 'error',
        message: `There is a ${nameField} "${name}" already, in ${former.source.file}.`,
        advice: 'Give one of them another name. To replace that of a pack, use the same file name.',
      });
  }
  return { files: [...byName.values()], findings };
}
