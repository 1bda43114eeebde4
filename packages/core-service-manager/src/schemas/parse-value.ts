import type { z } from 'zod';
import { CarusoError } from '../contract/index.js';
import type { ErrorCode } from '../contract/index.js';

/** `settings.sip.port: expected number, received string`, one for each mistake. */
export function describeIssues(error: z.ZodError, prefix: string): readonly string[] {
  return error.issues.map(({ path, message }) => {
    const place = [prefix, ...path.map(String)].filter((part) => part !== '').join('.');
    return place === '' ? message : `${place}: ${message}`;
  });
}

/** Parses or throws a CarusoError whose `details.issues` name each mistake. */
export function parseValue(schema: z.ZodType, value: unknown, code: ErrorCode, what: string): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = describeIssues(result.error, '');
  throw new CarusoError(code, `${what}: ${issues.join('; ')}`, { issues });
}
