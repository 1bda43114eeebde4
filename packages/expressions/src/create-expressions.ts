import type { ImplementationOf } from '@caruso/core-service-manager/contract';
import { createCompile } from './compilation/compile-expression.js';
import type { TimeSource } from './compilation/environment.js';
import type { Expressions } from './contract/index.js';
import { createCompileTemplate } from './templates/compile-template.js';

/** The expression language with a source of time for `now()` and `today()`. */
export function createExpressions(time: TimeSource): ImplementationOf<typeof Expressions> {
  const compile = createCompile(time);
  return { compile, compileTemplate: createCompileTemplate(compile, time.timeZone) };
}
