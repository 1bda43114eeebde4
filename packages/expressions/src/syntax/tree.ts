import type { parser } from 'lezer-feel';
import type { Expression, Name, Span } from './expression.js';
import { SyntaxProblem } from './syntax-problem.js';

/** A node of the parser's tree. Its package is not a dependency of ours, so its types are taken from the parser's. */
export type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/** Makes an expression of a node; handed to the builders of parts, which would else import each other. */
export type Build = (node: SyntaxNode, source: string) => Expression;

/** Children that carry meaning; comments are masked before parsing. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** Brackets, commas, dots: nodes without a letter in their name. */
export function isPunctuation({ type }: SyntaxNode): boolean {
  return /^[^\p{L}]+$/u.test(type.name);
}

export function spanOf({ from, to }: SyntaxNode): Span {
  return { from, to };
}

export function nameOf(node: SyntaxNode, source: string): Name {
  const name = source.slice(node.from, node.to).trim().replace(/\s+/g, ' ');
  return { kind: 'name', name, span: spanOf(node) };
}

/** The part at a place the grammar promises; a broken tree has been refused before. */
export function partAt(parts: readonly SyntaxNode[], index: number, node: SyntaxNode): SyntaxNode {
  const part = parts.at(index);
  if (part === undefined) throw new SyntaxProblem('Something is missing here', 'Complete the expression', spanOf(node));
  return part;
}
