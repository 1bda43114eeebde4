import type { ExpressionProblem } from '../contract/index.js';
import type { Span } from './expression.js';

/** Ends the reading of a tree; caught by parseExpression, never seen outside. */
export class SyntaxProblem extends Error {
  readonly problem: ExpressionProblem;

  constructor(message: string, advice: string, { from, to }: Span) {
    super(message);
    this.problem = { message, advice, from, to };
  }
}
