import { temporalLiteral } from '../temporal/temporal-literal.js';
import { buildIterations } from './build-iterations.js';
import { buildMembership } from './build-membership.js';
import type { ArithmeticOperator, Call, ComparisonOperator, Expression, Name } from './expression.js';
import { readText } from './read-text.js';
import { SyntaxProblem } from './syntax-problem.js';
import { childrenOf, isPunctuation, nameOf, partAt, spanOf } from './tree.js';
import type { SyntaxNode } from './tree.js';

type Builder = (node: SyntaxNode, source: string, parts: readonly SyntaxNode[]) => Expression;

/** The parser's tree as our own. Throws a SyntaxProblem at the first construct outside the language. */
export function buildExpression(node: SyntaxNode, source: string): Expression {
  const builder = Object.hasOwn(builders, node.type.name) ? builders[node.type.name] : undefined;
  if (builder === undefined) {
    const text = source.slice(node.from, node.to);
    const shown = text.length > 30 ? `${text.slice(0, 30)}…` : text;
    throw new SyntaxProblem(
      `"${shown}" is not part of this language`,
      'Use comparisons, and/or, if, some/every, for, lists and functions',
      spanOf(node),
    );
  }
  const parts = childrenOf(node).filter((child) => !isPunctuation(child));
  return builder(node, source, parts);
}

function only(node: SyntaxNode, source: string, parts: readonly SyntaxNode[]): Expression {
  return buildExpression(partAt(parts, 0, node), source);
}

function binary(node: SyntaxNode, source: string, parts: readonly SyntaxNode[]) {
  const left = buildExpression(partAt(parts, 0, node), source);
  const right = buildExpression(partAt(parts, -1, node), source);
  return { left, right, span: spanOf(node) };
}

function argumentsOf(node: SyntaxNode, source: string): readonly Expression[] {
  const parameters = childrenOf(node).find(({ type }) => type.name.endsWith('Parameters'));
  if (parameters === undefined) return [];
  if (parameters.type.name === 'NamedParameters') {
    throw new SyntaxProblem(
      'Arguments cannot be named',
      'Write them in their order, without names',
      spanOf(parameters),
    );
  }
  return childrenOf(parameters)
    .filter((child) => !isPunctuation(child))
    .map((child) => buildExpression(child, source));
}

const builders: Readonly<Record<string, Builder>> = {
  Expression: only,
  ParenthesizedExpression: only,
  NumericLiteral(node, source) {
    const value = Number(source.slice(node.from, node.to));
    return { kind: 'literal', value, type: { kind: 'number' }, span: spanOf(node) };
  },
  StringLiteral: (node, source) => ({
    kind: 'literal',
    value: readText(source.slice(node.from, node.to)),
    type: { kind: 'text' },
    span: spanOf(node),
  }),
  BooleanLiteral(node, source) {
    const value = source.slice(node.from, node.to) === 'true';
    return { kind: 'literal', value, type: { kind: 'boolean' }, span: spanOf(node) };
  },
  null: (node) => ({ kind: 'literal', value: null, type: { kind: 'null' }, span: spanOf(node) }),
  VariableName: nameOf,
  PathExpression: (node, source, parts) => ({
    kind: 'path',
    target: buildExpression(partAt(parts, 0, node), source),
    name: nameOf(partAt(parts, -1, node), source),
    span: spanOf(node),
  }),
  FilterExpression: (node, source, parts) => ({
    kind: 'filter',
    target: buildExpression(partAt(parts, 0, node), source),
    condition: buildExpression(partAt(parts, -1, node), source),
    span: spanOf(node),
  }),
  ArithmeticExpression(node, source, parts) {
    const sign = childrenOf(node).find(({ type }) => type.name === 'ArithOp');
    const operator = sign === undefined ? '' : source.slice(sign.from, sign.to);
    const operands = parts.filter(({ type }) => type.name !== 'ArithOp');
    if (operands.length === 1) {
      return { kind: 'negation', operand: buildExpression(partAt(operands, 0, node), source), span: spanOf(node) };
    }
    return { kind: 'arithmetic', operator: operator as ArithmeticOperator, ...binary(node, source, operands) };
  },
  Comparison(node, source, parts) {
    const operator = parts.find(({ type }) => type.name === 'CompareOp');
    if (operator !== undefined) {
      const text = source.slice(operator.from, operator.to) as ComparisonOperator;
      return { kind: 'comparison', operator: text, ...binary(node, source, parts) };
    }
    if (parts.some(({ type }) => type.name === 'between')) {
      const operands = parts.filter(({ type }) => type.name !== 'between' && type.name !== 'and');
      return {
        kind: 'between',
        value: buildExpression(partAt(operands, 0, node), source),
        low: buildExpression(partAt(operands, 1, node), source),
        high: buildExpression(partAt(operands, 2, node), source),
        span: spanOf(node),
      };
    }
    return buildMembership(node, source, buildExpression);
  },
  Conjunction: (node, source, parts) => ({ kind: 'logic', operator: 'and', ...binary(node, source, parts) }),
  Disjunction: (node, source, parts) => ({ kind: 'logic', operator: 'or', ...binary(node, source, parts) }),
  IfExpression(node, source, parts) {
    const words = new Set(['if', 'then', 'else']);
    const branches = parts.filter(({ type }) => !words.has(type.name));
    return {
      kind: 'choice',
      condition: buildExpression(partAt(branches, 0, node), source),
      thenPart: buildExpression(partAt(branches, 1, node), source),
      elsePart: buildExpression(partAt(branches, 2, node), source),
      span: spanOf(node),
    };
  },
  QuantifiedExpression: (node, source, parts) => ({
    kind: 'quantified',
    quantifier: partAt(parts, 0, node).type.name === 'every' ? 'every' : 'some',
    iterations: buildIterations(node, source, buildExpression),
    condition: buildExpression(partAt(parts, -1, node), source),
    span: spanOf(node),
  }),
  ForExpression: (node, source, parts) => ({
    kind: 'loop',
    iterations: buildIterations(node, source, buildExpression),
    result: buildExpression(partAt(parts, -1, node), source),
    span: spanOf(node),
  }),
  List: (node, source, parts) => ({
    kind: 'list',
    items: parts.map((part) => buildExpression(part, source)),
    span: spanOf(node),
  }),
  Context: (node, source, parts) => ({
    kind: 'context',
    entries: parts.map((entry) => {
      const [key, value] = childrenOf(entry).filter((child) => !isPunctuation(child));
      const text = key === undefined ? '' : source.slice(key.from, key.to);
      return {
        key: text.startsWith('"') ? readText(text) : text.trim(),
        value: buildExpression(value ?? partAt([], 0, entry), source),
      };
    }),
    span: spanOf(node),
  }),
  FunctionInvocation: (node, source, parts) => call(node, source, nameOf(partAt(parts, 0, node), source)),
  DateTimeLiteral(node, source, parts) {
    const first = partAt(parts, 0, node);
    if (first.type.name === 'DateTimeConstructor') return call(node, source, nameOf(first, source));
    const value = readText(source.slice(first.from, first.to).replace(/^@\s*/, ''));
    const type = temporalLiteral(value);
    if (type !== undefined) return { kind: 'literal', value, type, span: spanOf(node) };
    const advice = 'Write it like @"2026-01-31", @"10:30:00", @"2026-01-31T10:30:00Z" or @"P1D"';
    throw new SyntaxProblem(`"${value}" is no date, time or duration`, advice, spanOf(node));
  },
};

function call(node: SyntaxNode, source: string, name: Name): Call {
  return { kind: 'call', name, arguments: argumentsOf(node, source), span: spanOf(node) };
}
