import type {
  Compile,
  CompileTemplate,
  ExpressionProblem,
  Program,
  Template,
  ValueType,
} from '@caruso/expressions/contract';

/** The expression language, as the model compiler needs it. */
export interface ExpressionLanguage {
  readonly compile: Compile;
  readonly compileTemplate: CompileTemplate;
  readonly now: () => number;
}

export type Outcome<T> = { readonly value: T } | { readonly problems: readonly ExpressionProblem[] };

/** Compiles the text behind the `=` of `=expression`; positions count from the `=`. */
export function compileFormula(
  language: ExpressionLanguage,
  text: string,
  variables: Readonly<Record<string, ValueType>>,
  expected?: ValueType,
): Outcome<Program> {
  const compiled = language.compile(text.slice(1), { variables, now: language.now, ...(expected ? { expected } : {}) });
  if (compiled.ok) return { value: compiled.program };
  return { problems: compiled.problems.map((problem) => ({ ...problem, from: problem.from + 1, to: problem.to + 1 })) };
}

export function compileTitle(
  language: ExpressionLanguage,
  text: string,
  variables: Readonly<Record<string, ValueType>>,
): Outcome<Template> {
  const compiled = language.compileTemplate(text, { variables, now: language.now });
  return compiled.ok ? { value: compiled.template } : { problems: compiled.problems };
}
