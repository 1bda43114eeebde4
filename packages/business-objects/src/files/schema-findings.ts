import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Finding } from '@caruso/core-service-manager/contract';
import { nearest } from './nearest-name.js';
import type { Path, SourceFile } from './source-file.js';
import { findingAt } from './source-place.js';

let validator: ValidateFunction | undefined;

function validate(): ValidateFunction {
  validator ??= new Ajv({ allErrors: true, strict: false, verbose: true }).compile(
    JSON.parse(readFileSync(new URL('../../schema/objects.schema.json', import.meta.url), 'utf8')) as object,
  );
  return validator;
}

/** What the JSON Schema says about a file, and the data without what it refused. `data` is null when nothing is left to look at. */
export function schemaFindings(
  source: SourceFile,
  data: unknown,
): { readonly data: unknown; readonly refused: ReadonlySet<string>; readonly findings: readonly Finding[] } {
  const check = validate();
  if (check(data)) return { data, refused: new Set(), findings: [] };
  const errors = (check.errors ?? []).filter((error) => error.keyword !== 'if' && error.keyword !== 'propertyNames');
  const findings = errors.map((error) => {
    const path = pathOf(error);
    return findingAt(
      source,
      { path, key: error.keyword === 'additionalProperties' || error.propertyName !== undefined },
      { rule: 'objects/schema', ...explain(error) },
    );
  });
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return { data: null, refused: new Set(), findings };
  const clean = structuredClone(data) as Record<string, unknown>;
  const paths = errors.filter((error) => error.keyword !== 'required').map(pathOf);
  // From the end, so that positions of list items that are still to go stay right.
  for (const path of paths.toReversed()) drop(clean, path);
  return { data: clean, refused: new Set(paths.map((path) => path.join('/'))), findings };
}

function pathOf(error: ErrorObject): Path {
  const base = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  if (error.keyword === 'additionalProperties') return [...base, String(error.params['additionalProperty'])];
  return error.propertyName === undefined ? base : [...base, error.propertyName];
}

function drop(data: Record<string, unknown>, path: Path): void {
  let holder: unknown = data;
  for (const step of path.slice(0, -1))
    holder =
      typeof holder === 'object' && holder !== null ? (holder as Record<string | number, unknown>)[step] : undefined;
  const last = path.at(-1);
  if (typeof holder !== 'object' || holder === null || last === undefined) return;
  // A refused item of a list of names stays as an empty text, which no name equals: the others keep their positions.
  if (Array.isArray(holder)) holder[Number(last)] = typeof holder[Number(last)] === 'object' ? {} : '';
  else delete (holder as Record<string | number, unknown>)[last];
}

function explain(error: ErrorObject): { readonly message: string; readonly advice: string } {
  const value = JSON.stringify(error.data)?.slice(0, 60);
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(error.params['additionalProperty']);
      const known = Object.keys((error.parentSchema?.['properties'] as object | undefined) ?? {});
      return {
        message: `There is no key "${name}" here`,
        advice: `${nearest(name, known)}Keys here: ${known.join(', ')}`,
      };
    }
    case 'enum': {
      const allowed = (error.params['allowedValues'] as readonly unknown[]).map(String);
      return {
        message: `${value} is not one of the possible values`,
        advice: `${nearest(String(error.data), allowed)}Possible: ${allowed.join(', ')}`,
      };
    }
    case 'required':
      return { message: `The key "${String(error.params['missingProperty'])}" is missing`, advice: 'Add it' };
    case 'type':
      return {
        message: `${value} is not of the right kind`,
        advice: `Write ${[error.params['type']].flat().join(' or ')} here`,
      };
    case 'pattern':
      if (error.propertyName !== undefined)
        return {
          message: `"${error.propertyName}" cannot be a name`,
          advice: 'Names begin with a small letter and go on with letters and digits: firstName',
        };
      return {
        message: `${value} does not have the form that is wanted here`,
        advice: `It must match ${String(error.params['pattern'])}`,
      };
    default:
      return { message: `${value} ${error.message ?? 'is not right'}`, advice: 'Mend the value' };
  }
}
