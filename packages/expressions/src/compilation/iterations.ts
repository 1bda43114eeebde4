import type { Iteration, Loop, Quantified } from '../syntax/expression.js';
import { accepts, BOOLEAN, describeType, isOpen, listOf, NUMBER, UNKNOWN } from '../types/value-types.js';
import { withFrame } from './environment.js';
import type { Environment } from './environment.js';
import { items } from './filters.js';
import { compileCondition } from './logic.js';
import { computed } from './typed.js';
import type { Run, Typed } from './typed.js';

/** A loop over more turns gives null: an expression must not hold up the process. */
const MOST_TURNS = 100_000;

interface CompiledIteration extends Typed {
  readonly slot: number;
}

/** Null if no item decides and the condition is null for one (DMN 1.5, table 42). */
export function compileQuantified({ quantifier, iterations, condition }: Quantified, environment: Environment): Typed {
  const { inner, loops } = compileIterations(iterations, environment);
  const test = compileCondition(condition, inner);
  const decisive = quantifier === 'some';
  return computed(BOOLEAN, [...loops, test], (scope, locals) => {
    let result: boolean | null = !decisive;
    const ended = turn(loops, scope, locals, () => {
      const verdict = test.run(scope, locals);
      if (verdict === decisive) result = decisive;
      else if (verdict !== !decisive) result = null;
      return result !== decisive;
    });
    return ended ? result : null;
  });
}

export function compileLoop({ iterations, result }: Loop, environment: Environment): Typed {
  const { inner, loops } = compileIterations(iterations, environment);
  const body = environment.compile(result, inner);
  return computed(listOf(body.type), [...loops, body], (scope, locals) => {
    const made: unknown[] = [];
    const ended = turn(loops, scope, locals, () => made.push(body.run(scope, locals)) > 0);
    return ended ? made : null;
  });
}

function compileIterations(iterations: readonly Iteration[], environment: Environment) {
  const loops: CompiledIteration[] = [];
  let inner = environment;
  for (const iteration of iterations) {
    const list = compileSource(iteration, inner);
    const of = list.type.kind === 'list' ? list.type.of : list.type;
    const framed = withFrame(inner, { name: iteration.name.name, type: of, path: list.path });
    loops.push({ ...list, slot: framed.slot });
    inner = framed.inner;
  }
  return { inner, loops };
}

function compileSource({ source, end }: Iteration, environment: Environment): Typed {
  const start = environment.compile(source, environment);
  if (end === undefined) {
    if (!isOpen(start.type) && start.type.kind !== 'list') {
      environment.report(
        source.span,
        `This is a ${describeType(start.type)}, but a list is needed here`,
        'Put it between [ and ]',
      );
      return { ...start, type: UNKNOWN };
    }
    return start;
  }
  const last = environment.compile(end, environment);
  for (const [part, node] of [
    [start, source],
    [last, end],
  ] as const) {
    if (accepts(NUMBER, part.type)) continue;
    environment.report(
      node.span,
      `This is a ${describeType(part.type)}, but a number is needed here`,
      'Write a range like 1..10',
    );
  }
  return computed(listOf(NUMBER), [start, last], rangeRun(start.run, last.run));
}

function rangeRun(start: Run, end: Run): Run {
  return (scope, locals) => {
    const [a, b] = [start(scope, locals), end(scope, locals)];
    if (!Number.isInteger(a) || !Number.isInteger(b)) return null;
    const [from, to] = [Number(a), Number(b)];
    const length = Math.abs(to - from) + 1;
    if (length > MOST_TURNS) return null;
    const step = to < from ? -1 : 1;
    return Array.from({ length }, (_, index) => from + index * step);
  };
}

/** Calls `visit` for each combination of items until it gives false; false if a list is null or the turns are too many. */
function turn(
  loops: readonly CompiledIteration[],
  scope: Parameters<Run>[0],
  locals: unknown[],
  visit: () => boolean,
): boolean {
  let turns = 0;
  let failed = false;
  const descend = (depth: number): boolean => {
    const loop = loops[depth];
    if (loop === undefined) {
      failed = ++turns > MOST_TURNS;
      return !failed && visit();
    }
    const list = loop.run(scope, locals);
    failed = list == null;
    if (failed) return false;
    for (const item of items(list)) {
      locals[loop.slot] = item;
      if (!descend(depth + 1)) return false;
    }
    return true;
  };
  descend(0);
  return !failed;
}
