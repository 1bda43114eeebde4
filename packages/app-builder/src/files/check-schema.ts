import type { Finding } from '@caruso/core-service-manager/contract';
import { z } from 'zod';
import { closestName } from './closest-name.js';
import type { YamlSource } from './yaml-source.js';

export type Checked<T> = { readonly value: T | undefined; readonly findings: readonly Finding[] };

/** Checks a YAML file against a schema; every mistake is a finding at its own place. */
export function checkSchema<S extends z.ZodType>(source: YamlSource, schema: S, rule: string): Checked<z.output<S>> {
  if (source.findings.length > 0) return { value: undefined, findings: source.findings };
  const parsed = schema.safeParse(source.value ?? {});
  if (parsed.success) return { value: parsed.data, findings: [] };
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const findings = parsed.error.issues.flatMap((issue) => describe(issue, source, shape, rule));
  return { value: undefined, findings };
}

function describe(issue: z.core.$ZodIssue, source: YamlSource, shape: unknown, rule: string): readonly Finding[] {
  const where = issue.path.map(String).join('.') || 'the file';
  const finding = (path: readonly PropertyKey[], at: 'key' | 'value', message: string, advice: string): Finding => ({
    file: source.file,
    ...source.position(path, at),
    rule,
    severity: 'error',
    message,
    advice,
  });
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(shape, issue.path);
    return issue.keys.map((key) => {
      const near = closestName(key, known);
      const advice =
        near === undefined
          ? `Known here: ${known.join(', ')}.`
          : `Did you mean "${near}"? Known here: ${known.join(', ')}.`;
      return finding([...issue.path, key], 'key', `"${key}" is not known in ${where}.`, advice);
    });
  }
  const missing = issue.code === 'invalid_type' && valueAt(source.value, issue.path) === undefined;
  if (missing) {
    const name = String(issue.path.at(-1) ?? '');
    const parent = issue.path.slice(0, -1).map(String).join('.') || 'the file';
    return [finding(issue.path, 'value', `"${name}" is missing in ${parent}.`, `Add "${name}" (${issue.expected}).`)];
  }
  return [
    finding(
      issue.path,
      'value',
      `${where}: ${issue.message}.`,
      'Change the value; the JSON Schema of this file shows what is allowed.',
    ),
  ];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner !== null && typeof inner === 'object' ? Reflect.get(inner, key) : undefined),
    value,
  );
}

function knownKeys(shape: unknown, path: readonly PropertyKey[]): readonly string[] {
  let at = shape as JsonSchemaNode | undefined;
  for (const key of path) {
    at = typeof key === 'number' ? at?.items : (at?.properties?.[String(key)] ?? additional(at));
  }
  return Object.keys(at?.properties ?? {});
}

function additional(node: JsonSchemaNode | undefined): JsonSchemaNode | undefined {
  return typeof node?.additionalProperties === 'object' ? node.additionalProperties : undefined;
}

interface JsonSchemaNode {
  readonly properties?: Readonly<Record<string, JsonSchemaNode>>;
  readonly items?: JsonSchemaNode;
  readonly additionalProperties?: boolean | JsonSchemaNode;
}
