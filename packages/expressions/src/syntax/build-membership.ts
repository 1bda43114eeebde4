import type { ComparisonOperator, Membership, MembershipTest } from './expression.js';
import { childrenOf, partAt, spanOf } from './tree.js';
import type { Build, SyntaxNode } from './tree.js';

/** `x in …` with one test or several in brackets. */
export function buildMembership(node: SyntaxNode, source: string, build: Build): Membership {
  const parts = childrenOf(node);
  const tests = parts
    .flatMap((part) => (part.type.name === 'PositiveUnaryTests' ? childrenOf(part) : [part]))
    .filter(({ type }) => type.name === 'PositiveUnaryTest');
  return {
    kind: 'membership',
    value: build(partAt(parts, 0, node), source),
    tests: tests.map((test) => buildTest(test, source, build)),
    span: spanOf(node),
  };
}

function buildTest(node: SyntaxNode, source: string, build: Build): MembershipTest {
  const span = spanOf(node);
  const inner = partAt(childrenOf(node), 0, node);
  if (inner.type.name !== 'SimplePositiveUnaryTest') {
    return { kind: 'value', value: build(inner, source), span };
  }
  const parts = childrenOf(inner);
  const first = partAt(parts, 0, inner);
  if (first.type.name === 'CompareOp') {
    const operator = source.slice(first.from, first.to) as ComparisonOperator;
    return { kind: 'operator', operator, right: build(partAt(parts, -1, inner), source), span };
  }
  const ends = childrenOf(first);
  return {
    kind: 'interval',
    low: build(partAt(ends, 1, first), source),
    high: build(partAt(ends, -2, first), source),
    lowIncluded: partAt(ends, 0, first).type.name === '[',
    highIncluded: partAt(ends, -1, first).type.name === ']',
    span,
  };
}
