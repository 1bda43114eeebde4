import type { Program, Template, ValueType } from '@caruso/expressions/contract';
import type { z } from 'zod';
import type { Channel, QuestionType } from '../contract/index.js';
import type { Mark } from '../source/positions.js';

export type Json = z.infer<ReturnType<typeof z.json>>;

/** A text for one language, perhaps for one channel or one try only. */
export interface Text {
  readonly language: string;
  readonly channel?: Channel;
  /** Which try of the question, from 1. */
  readonly attempt?: number;
  /** As it is rendered: indentation of the file removed. */
  readonly source: string;
  /** null when it does not compile. */
  readonly template: Template | null;
  readonly at: Mark;
}

/** An expression in its place; null when it does not compile. */
export interface Formula {
  readonly source: string;
  readonly program: Program | null;
  readonly at: Mark;
}

export interface Argument {
  /** `a.b` as its parts. */
  readonly path: readonly string[];
  readonly value: Formula | null;
  readonly texts: readonly Text[];
  readonly at: Mark;
}

export interface Action {
  readonly id: string;
  readonly service: string;
  readonly operation: string;
  readonly title: Readonly<Record<string, string>>;
  readonly args: readonly Argument[];
  readonly at: Mark;
}

export interface Edge {
  /** Absent: taken whenever it is reached. */
  readonly when?: Formula;
  readonly to: string;
  readonly actions: readonly Action[];
  readonly at: Mark;
  readonly toAt: Mark;
}

interface NodeBase {
  readonly id: string;
  readonly at: Mark;
  /** Where its id stands. */
  readonly idAt: Mark;
  readonly say: readonly Text[];
  readonly next: readonly Edge[];
}

export interface Option {
  readonly value: string;
  readonly digit?: string;
  readonly say: readonly Text[];
  readonly at: Mark;
}

/** Options from the objects of a list. */
export interface ListedOptions {
  readonly list: Formula;
  readonly value: Formula;
  readonly text: Template | null;
  readonly textSource: string;
  readonly at: Mark;
}

export interface Constraint {
  readonly test: Formula;
  readonly say: readonly Text[];
  readonly at: Mark;
}

export interface QuestionNode extends NodeBase {
  readonly kind: 'question';
  readonly type: QuestionType;
  readonly valueType: ValueType;
  readonly required: boolean;
  readonly private: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: {
    readonly source: string;
    readonly expression: RegExp | null;
    readonly problem?: string;
    readonly at: Mark;
  };
  readonly digits?: number;
  readonly timeoutSeconds: number;
  readonly attempts?: number;
  readonly failed?: { readonly to: string; readonly at: Mark };
  readonly default?: Formula;
  readonly hint: readonly Text[];
  readonly options: readonly Option[];
  readonly listed?: ListedOptions;
  readonly constraints: readonly Constraint[];
  readonly noinput: readonly Text[];
  readonly nomatch: readonly Text[];
  /** Renders an answer for the language: the text `{ID}`. */
  readonly answerText: Template | null;
}

export interface InfoNode extends NodeBase {
  readonly kind: 'info';
}
export interface DecideNode extends NodeBase {
  readonly kind: 'decide';
}
export interface LookupNode extends NodeBase {
  readonly kind: 'lookup';
  readonly className: string;
  readonly as: string;
  readonly where: readonly { readonly attribute: string; readonly value: Formula }[];
  readonly valueType: ValueType;
}
export interface RetryNode extends NodeBase {
  readonly kind: 'retry';
  readonly question: string;
  readonly questionAt: Mark;
}
export interface TransferNode extends NodeBase {
  readonly kind: 'transfer';
  readonly queue: string;
}
export interface EndNode extends NodeBase {
  readonly kind: 'end';
  readonly outcome: string;
}
export type Node = InfoNode | QuestionNode | DecideNode | LookupNode | RetryNode | TransferNode | EndNode;

/** A business object read at the start. */
export interface DataEntry {
  readonly name: string;
  readonly className: string;
  readonly relations: readonly string[];
  readonly key?: Formula;
  readonly valueType: ValueType;
  readonly at: Mark;
}

export interface Variable {
  readonly name: string;
  readonly value: Formula;
  readonly at: Mark;
}

/** The time that `today()` and `now()` of a definition's expressions mean; set before each evaluation, which is synchronous. */
export interface Moment {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now: number;
}

/** A script as a table that never changes. */
export interface Definition {
  readonly id: string;
  readonly version: string;
  readonly file: string;
  readonly at: Mark;
  readonly title: Readonly<Record<string, string>>;
  readonly start: string;
  readonly startAt: Mark;
  readonly languages: readonly string[];
  readonly channels: readonly Channel[];
  readonly data: readonly DataEntry[];
  readonly variables: readonly Variable[];
  readonly nodes: ReadonlyMap<string, Node>;
  readonly moment: Moment;
}
