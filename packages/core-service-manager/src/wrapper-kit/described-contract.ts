import semver from 'semver';
import { z } from 'zod';
import { CarusoError, defineContract, operation } from '../contract/index.js';
import type { Contract } from '../contract/index.js';
import { schemaOf, shapeSchema } from './shape.js';

export { schemaOf, shapeSchema } from './shape.js';
export type { JsonSchema, Shape, ShapeOptions } from './shape.js';

/** A contract that stands in YAML; spread its `.shape` in a wrapper's settings, or nest it. */
export const contractSettings = z.object({
  /** By which the service is found: small letters, digits and hyphens. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'small letters, digits and hyphens, beginning with a letter'),
  version: z
    .string()
    .default('1.0.0')
    .refine((text) => semver.valid(text) === text, 'a semantic version, such as 1.0.0'),
  summary: z.string().default(''),
});
export type ContractSettings = z.output<typeof contractSettings>;

/** One operation in YAML; `extend` it with how it maps to the system. */
export const operationSettings = z.object({
  summary: z.string().default(''),
  input: shapeSchema.default({}),
  output: shapeSchema,
  /** May be repeated without harm: the framework tries again when the system is not there. */
  idempotent: z.boolean().default(false),
  /** Whole milliseconds, 1 to 600,000. Default 30,000. */
  timeoutMs: z.number().int().min(1).max(600_000).optional(),
});
export type OperationSettings = z.output<typeof operationSettings>;

/** `then` would make a handle look like a promise. */
const OPERATION_NAME = /^(?!then$)[a-zA-Z][a-zA-Z0-9_]*$/;

/** The name of an operation as the key of `operations` in YAML: `z.record(operationName, ...)`. */
export const operationName = z
  .string()
  .regex(OPERATION_NAME, 'letters, digits and underscores, beginning with a letter, and not "then"');

/**
 * The contract that settings describe. Unknown fields are refused in inputs and dropped from outputs.
 * @throws CarusoError `invalid` for a name that cannot be an operation.
 */
export function describedContract(
  settings: ContractSettings,
  operations: Readonly<Record<string, OperationSettings>>,
): Contract {
  const members = Object.entries(operations).map(([name, { summary, input, output, idempotent, timeoutMs }]) => {
    if (!OPERATION_NAME.test(name)) {
      throw new CarusoError('invalid', `"${name}" cannot be the name of an operation of ${settings.id}`, { name });
    }
    const definition = {
      summary,
      input: schemaOf(input, { unknownFields: 'refused' }),
      output: schemaOf(output),
      idempotent,
    };
    return [name, operation(timeoutMs === undefined ? definition : { ...definition, timeoutMs })] as const;
  });
  const { id, version, summary } = settings;
  return defineContract({ id, version, summary, members: Object.fromEntries(members) });
}
