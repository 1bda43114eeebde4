import type { ValueType } from '../contract/index.js';

/** Character offsets in the source, from 0; `to` is exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**';
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

interface Node<K extends string> {
  readonly kind: K;
  readonly span: Span;
}

export interface Literal extends Node<'literal'> {
  readonly value: string | number | boolean | null;
  readonly type: ValueType;
}
export interface Name extends Node<'name'> {
  readonly name: string;
}
export interface Path extends Node<'path'> {
  readonly target: Expression;
  readonly name: Name;
}
export interface Filter extends Node<'filter'> {
  readonly target: Expression;
  readonly condition: Expression;
}
export interface Arithmetic extends Node<'arithmetic'> {
  readonly operator: ArithmeticOperator;
  readonly left: Expression;
  readonly right: Expression;
}
export interface Negation extends Node<'negation'> {
  readonly operand: Expression;
}
export interface Comparison extends Node<'comparison'> {
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
}
export interface Between extends Node<'between'> {
  readonly value: Expression;
  readonly low: Expression;
  readonly high: Expression;
}
export interface Membership extends Node<'membership'> {
  readonly value: Expression;
  readonly tests: readonly MembershipTest[];
}
export interface Logic extends Node<'logic'> {
  readonly operator: 'and' | 'or';
  readonly left: Expression;
  readonly right: Expression;
}
export interface Choice extends Node<'choice'> {
  readonly condition: Expression;
  readonly thenPart: Expression;
  readonly elsePart: Expression;
}
export interface Quantified extends Node<'quantified'> {
  readonly quantifier: 'some' | 'every';
  readonly iterations: readonly Iteration[];
  readonly condition: Expression;
}
export interface Loop extends Node<'loop'> {
  readonly iterations: readonly Iteration[];
  readonly result: Expression;
}
export interface List extends Node<'list'> {
  readonly items: readonly Expression[];
}
export interface Context extends Node<'context'> {
  readonly entries: readonly { readonly key: string; readonly value: Expression }[];
}
export interface Call extends Node<'call'> {
  readonly name: Name;
  readonly arguments: readonly Expression[];
}

export type Expression =
  | Literal
  | Name
  | Path
  | Filter
  | Arithmetic
  | Negation
  | Comparison
  | Between
  | Membership
  | Logic
  | Choice
  | Quantified
  | Loop
  | List
  | Context
  | Call;

export interface Interval extends Node<'interval'> {
  readonly low: Expression;
  readonly high: Expression;
  readonly lowIncluded: boolean;
  readonly highIncluded: boolean;
}

/** What may follow `in`. */
export type MembershipTest =
  | Interval
  | (Node<'operator'> & { readonly operator: ComparisonOperator; readonly right: Expression })
  | (Node<'value'> & { readonly value: Expression });

/** `x in xs`, or `i in 1..3` with an end. */
export interface Iteration {
  readonly name: Name;
  readonly source: Expression;
  readonly end: Expression | undefined;
}
