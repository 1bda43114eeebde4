import { defineContract, local } from '@caruso/core-service-manager/contract';
import { z } from 'zod';

/**
 * A type of the expression language. Values: number = JS number; text = string; date = ISO 8601 `YYYY-MM-DD`;
 * `date and time` = ISO 8601 instant; time = `HH:MM:SS`; duration = ISO 8601 duration. `unknown` accepts every use
 * and is checked at run time only.
 */
export type ValueType =
  | {
      readonly kind:
        | 'number'
        | 'text'
        | 'boolean'
        | 'date'
        | 'time'
        | 'date and time'
        | 'duration'
        | 'null'
        | 'unknown';
    }
  | { readonly kind: 'list'; readonly of: ValueType }
  | { readonly kind: 'object'; readonly name: string; readonly fields: Readonly<Record<string, ValueType>> };

export const valueTypeSchema: z.ZodType<ValueType, ValueType> = z.lazy(() =>
  z.union([
    z.object({
      kind: z.enum(['number', 'text', 'boolean', 'date', 'time', 'date and time', 'duration', 'null', 'unknown']),
    }),
    z.object({ kind: z.literal('list'), of: valueTypeSchema }),
    z.object({ kind: z.literal('object'), name: z.string(), fields: z.record(z.string(), valueTypeSchema) }),
  ]),
);

export type Scope = Readonly<Record<string, unknown>>;

export interface ExpressionProblem {
  readonly message: string;
  readonly advice: string;
  /** Character offsets in the source, from 0; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
}

export interface Program {
  readonly source: string;
  readonly type: ValueType;
  /** Paths read from the scope, e.g. `['customer', 'name']`. */
  readonly references: readonly (readonly string[])[];
  /** Pure; FEEL semantics: an operation on null or on a wrong type gives null, never throws. */
  evaluate(scope: Scope): unknown;
}

export type Compilation =
  | { readonly ok: true; readonly program: Program }
  | { readonly ok: false; readonly problems: readonly ExpressionProblem[] };

export interface CompileOptions {
  readonly variables: Readonly<Record<string, ValueType>>;
  /** The type the place wants; another one is a problem. */
  readonly expected?: ValueType;
  /** "today" and "now" come from here, so that replays give the same result. */
  readonly now?: () => number;
}

export type Compile = (source: string, options: CompileOptions) => Compilation;

/**
 * Text with values in it: `Good morning {customer.lastName}`. `{{` and `}}` are literal braces.
 * Numbers and dates are formatted for the language.
 */
export interface Template {
  readonly source: string;
  readonly references: readonly (readonly string[])[];
  render(scope: Scope, language: string): string;
}

export type CompileTemplate = (
  source: string,
  options: CompileOptions,
) =>
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly problems: readonly ExpressionProblem[] };

/** The one expression language of the product: a typed subset of FEEL (OMG DMN 1.5, chapter 10), with `lt`, `le`, `gt`, `ge` for XML authors. */
export const Expressions = defineContract({
  id: 'expressions',
  version: '1.0.0',
  summary: 'Compiles typed FEEL expressions and text templates',
  members: {
    compile: local<Compile>('Parses, checks types and compiles one expression'),
    compileTemplate: local<CompileTemplate>('Parses, checks and compiles a text with {expressions} in it'),
  },
});
