import { parser } from 'lezer-feel';
import type { ExpressionProblem } from '../contract/index.js';
import { buildExpression } from './build-expression.js';
import type { Expression } from './expression.js';
import { maskSource } from './mask-source.js';
import { SyntaxProblem } from './syntax-problem.js';
import type { SyntaxNode } from './tree.js';

const LONGEST_SOURCE = 10_000;
/** Deeper than any author writes; keeps the recursion of checker and compiler far from the end of the stack. */
const DEEPEST_NESTING = 200;

const expressionParser = parser.configure({ top: 'Expression' });

export type Parsed =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly problem: ExpressionProblem };

/** Reads one expression. The first place that cannot be read is the problem: later ones mostly follow from it. */
export function parseExpression(source: string): Parsed {
  if (source.trim() === '')
    return failed('There is no expression', 'Write one, for example: age >= 18', 0, source.length);
  if (source.length > LONGEST_SOURCE) {
    return failed(
      `The expression is longer than ${LONGEST_SOURCE} characters`,
      'Split it',
      LONGEST_SOURCE,
      source.length,
    );
  }
  const masked = maskSource(source);
  try {
    const top = expressionParser.parse(masked).topNode as SyntaxNode;
    const broken = firstBroken(top, masked);
    if (broken !== undefined) return { ok: false, problem: broken };
    return { ok: true, expression: buildExpression(top, masked) };
  } catch (thrown) {
    if (thrown instanceof SyntaxProblem) return { ok: false, problem: thrown.problem };
    // lezer-feel's name tracker throws plain Errors on some broken input.
    return failed('The expression cannot be read', 'Check brackets, quotes and operators', 0, source.length);
  }
}

function firstBroken(top: SyntaxNode, source: string): ExpressionProblem | undefined {
  const cursor = top.cursor();
  let depth = 0;
  for (;;) {
    if (cursor.type.isError) return unreadable(source, cursor.from, cursor.to);
    if (depth > DEEPEST_NESTING) {
      return { message: 'The expression is nested too deeply', advice: 'Split it', from: cursor.from, to: cursor.to };
    }
    if (cursor.firstChild()) {
      depth += 1;
      continue;
    }
    while (!cursor.nextSibling()) {
      if (!cursor.parent()) return undefined;
      depth -= 1;
    }
  }
}

function unreadable(source: string, from: number, to: number): ExpressionProblem {
  const rest = source.slice(from).trim();
  if (rest === '') {
    return { message: 'The expression ends too early', advice: 'Complete it, or close its brackets', from, to };
  }
  if (rest.startsWith('"'))
    return { message: 'This text is not closed', advice: 'End it with "', from, to: source.length };
  const text = /^(?:\w+|\S)/.exec(rest)?.[0] ?? rest;
  const at = source.indexOf(text, from);
  const advice = 'Check the operator before it, brackets and quotes';
  return { message: `"${text}" is not expected here`, advice, from: at, to: at + text.length };
}

function failed(message: string, advice: string, from: number, to: number): Parsed {
  return { ok: false, problem: { message, advice, from, to } };
}
