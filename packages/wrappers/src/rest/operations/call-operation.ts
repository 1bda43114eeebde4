import { systemRefuses, wrongRequest } from '@caruso/core-service-manager/wrapper-kit';
import type { z } from 'zod';
import { excerpt } from '../http/http-error.js';
import type { RestOperation } from './rest-operation.js';
import type { RequestContext, RestSystem } from './rest-system.js';

/**
 * One call of an operation, its input and its answer checked.
 * @throws CarusoError `invalid` that names the field of a wrong input; `refused` for an answer that is not as described.
 */
export async function callOperation(
  system: RestSystem,
  operation: RestOperation,
  input: unknown,
  context: RequestContext,
): Promise<unknown> {
  const request = operation.request(checkedInput(system, operation, input));
  const answer = await system.send(operation, request, context);
  return checkedOutput(system, operation, operation.output, operation.read(answer));
}

export function checkedInput(
  system: RestSystem,
  { name, input }: RestOperation,
  given: unknown,
): Readonly<Record<string, unknown>> {
  const parsed = input.safeParse(given);
  if (parsed.success) return parsed.data;
  const issues = issuesOf(parsed.error);
  const error = wrongRequest(system.name, `The input of ${name} is wrong: ${issues.join('; ')}`);
  throw Object.assign(error, { details: { ...error.details, issues } });
}

export function checkedOutput(system: RestSystem, { name }: RestOperation, schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = issuesOf(parsed.error);
  throw systemRefuses(system.name, `${system.name} did not answer ${name} as described: ${issues.join('; ')}`, {
    message: excerpt(JSON.stringify(value) ?? ''),
  });
}

function issuesOf(error: z.ZodError): readonly string[] {
  return error.issues
    .slice(0, 10)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`));
}
