import type { Compile, Compilation, ExpressionProblem, Scope } from '../contract/index.js';
import type { Expression, Span } from '../syntax/expression.js';
import { parseExpression } from '../syntax/parse-expression.js';
import { accepts, describeType } from '../types/value-types.js';
import { compileArithmetic, compileNegation } from './arithmetic.js';
import { compileCall } from './calls.js';
import { compileBetween, compileComparison, compileMembership } from './comparisons.js';
import type { Environment, TimeSource } from './environment.js';
import { compileFilter } from './filters.js';
import { compileLoop, compileQuantified } from './iterations.js';
import { compileChoice, compileLogic } from './logic.js';
import { compileName, compilePath } from './names.js';
import { compileContext, compileList } from './structures.js';
import { constant } from './typed.js';
import type { Typed } from './typed.js';

/** For expressions without locals, which never write to it. */
const noLocals: unknown[] = [];

function dispatch(node: Expression, environment: Environment): Typed {
  switch (node.kind) {
    case 'literal':
      return constant(node.value, node.type);
    case 'name':
      return compileName(node, environment);
    case 'path':
      return compilePath(node, environment);
    case 'filter':
      return compileFilter(node, environment);
    case 'arithmetic':
      return compileArithmetic(node, environment);
    case 'negation':
      return compileNegation(node, environment);
    case 'comparison':
      return compileComparison(node, environment);
    case 'between':
      return compileBetween(node, environment);
    case 'membership':
      return compileMembership(node, environment);
    case 'logic':
      return compileLogic(node, environment);
    case 'choice':
      return compileChoice(node, environment);
    case 'quantified':
      return compileQuantified(node, environment);
    case 'loop':
      return compileLoop(node, environment);
    case 'list':
      return compileList(node, environment);
    case 'context':
      return compileContext(node, environment);
    case 'call':
      return compileCall(node, environment);
  }
}

/** The compiler with a default time; `options.now` of a single compilation goes before it. */
export function createCompile(time: TimeSource): Compile {
  return (source, { variables, expected, now = time.now }): Compilation => {
    const parsed = parseExpression(source);
    if (!parsed.ok) return { ok: false, problems: [parsed.problem] };
    const problems: ExpressionProblem[] = [];
    const references = new Map<string, readonly string[]>();
    const report = ({ from, to }: Span, message: string, advice: string): void =>
      void problems.push({ message, advice, from, to });
    let usesLocals = false;

    const typed = compile(parsed.expression, {
      variables,
      frames: [],
      time: { now, timeZone: time.timeZone },
      report,
      compile,
      compileTarget: visit,
    });

    function visit(node: Expression, environment: Environment): Typed {
      if (environment.frames.length > 0 || node.kind === 'context') usesLocals = true;
      return dispatch(node, environment);
    }

    function compile(node: Expression, environment: Environment): Typed {
      const part = visit(node, environment);
      if (part.path !== undefined) references.set(JSON.stringify(part.path), part.path);
      return part;
    }

    if (problems.length === 0 && expected !== undefined && !accepts(expected, typed.type)) {
      const [wanted, given] = [describeType(expected), describeType(typed.type)];
      report(
        parsed.expression.span,
        `This is a ${given}, but a ${wanted} is needed here`,
        `Write an expression whose result is a ${wanted}`,
      );
    }
    if (problems.length > 0) return { ok: false, problems: problems.toSorted((a, b) => a.from - b.from) };
    const { run, type } = typed;
    const evaluate = usesLocals ? (scope: Scope) => run(scope, []) : (scope: Scope) => run(scope, noLocals);
    return { ok: true, program: { source, type, references: [...references.values()], evaluate } };
  };
}
