import type { Choice, Expression, Logic } from '../syntax/expression.js';
import { accepts, BOOLEAN, describeType, join } from '../types/value-types.js';
import type { Environment } from './environment.js';
import { computed } from './typed.js';
import type { Typed } from './typed.js';

/** Compiles a part that must be true or false. */
export function compileCondition(node: Expression, environment: Environment): Typed {
  const typed = environment.compile(node, environment);
  if (!accepts(BOOLEAN, typed.type)) {
    const given = describeType(typed.type);
    environment.report(
      node.span,
      `This is a ${given}, but true or false is needed here`,
      `Compare the ${given} with something`,
    );
  }
  return typed;
}

/** Three-valued: null where the other side does not decide (DMN 1.5, table 50). */
export function compileLogic({ operator, left, right }: Logic, environment: Environment): Typed {
  const a = compileCondition(left, environment);
  const b = compileCondition(right, environment);
  // "false" decides an "and", "true" an "or".
  const decisive = operator === 'or';
  return computed(BOOLEAN, [a, b], (scope, locals) => {
    const x = a.run(scope, locals);
    if (x === decisive) return decisive;
    const y = b.run(scope, locals);
    if (y === decisive) return decisive;
    return x === !decisive && y === !decisive ? !decisive : null;
  });
}

/** A condition that is null takes the "else". */
export function compileChoice({ condition, thenPart, elsePart }: Choice, environment: Environment): Typed {
  const test = compileCondition(condition, environment);
  const a = environment.compile(thenPart, environment);
  const b = environment.compile(elsePart, environment);
  return computed(join([a.type, b.type]), [test, a, b], (scope, locals) =>
    test.run(scope, locals) === true ? a.run(scope, locals) : b.run(scope, locals),
  );
}
