import type { Iteration } from './expression.js';
import { childrenOf, nameOf, partAt } from './tree.js';
import type { Build, SyntaxNode } from './tree.js';

/** The `x in xs, y in 1..3` of a `for`, `some` or `every`. */
export function buildIterations(node: SyntaxNode, source: string, build: Build): readonly Iteration[] {
  const list = childrenOf(node).find(({ type }) => type.name === 'InExpressions');
  const found = list === undefined ? [] : childrenOf(list).filter(({ type }) => type.name === 'InExpression');
  return found.map((iteration) => {
    const parts = childrenOf(iteration);
    const context = partAt(parts, -1, iteration);
    const [first, second] = childrenOf(context).filter(({ type }) => type.name !== '..');
    return {
      name: nameOf(partAt(parts, 0, iteration), source),
      source: build(first ?? partAt([], 0, context), source),
      end: second === undefined ? undefined : build(second, source),
    };
  });
}
