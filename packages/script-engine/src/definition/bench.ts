import type { Compile, CompileTemplate, ExpressionProblem, Template, ValueType } from '@caruso/expressions/contract';
import { createPositions, offsetInSource } from '../source/positions.js';
import type { Mark } from '../source/positions.js';
import type { SourceValue } from '../source/source-element.js';
import type { Formula, Moment } from './definition.js';

/** What a script is compiled with. */
export interface ScriptTools {
  readonly compile: Compile;
  readonly compileTemplate: CompileTemplate;
  /** null when there is no such class. */
  valueType(className: string): ValueType | null;
}

/** A mistake that shows while the table is made. */
export interface BuildProblem {
  readonly rule: string;
  readonly at: Mark;
  readonly message: string;
  readonly advice: string;
}

/** Where names are used: the rules ask whether they can be known there. */
export interface Use {
  readonly names: readonly string[];
  readonly at: Mark;
  /** `null` outside of nodes. */
  readonly node: string | null;
  readonly place: 'text' | 'condition' | 'argument' | 'constraint' | 'options';
  /** The node's own answer is there. */
  readonly afterAnswer: boolean;
}

export type Place = Pick<Use, 'node' | 'place' | 'afterAnswer'>;
export type Variables = Readonly<Record<string, ValueType>>;

/** Compiles the expressions of one script and notes problems and uses. */
export interface Bench {
  readonly tools: ScriptTools;
  readonly moment: Moment;
  readonly problems: BuildProblem[];
  readonly uses: Use[];
  mark(offset: number): Mark;
  formula(value: SourceValue, variables: Variables, place: Place, expected?: ValueType): Formula;
  /** Part of a value, from the character `from` on. */
  formulaWithin(
    value: SourceValue,
    from: number,
    source: string,
    variables: Variables,
    place: Place,
    expected?: ValueType,
  ): Formula;
  template(value: SourceValue, text: string, variables: Variables, place: Place): Template | null;
}

export function createBench(fileText: string, tools: ScriptTools): Bench {
  const mark = createPositions(fileText);
  const moment: Moment = { now: 0 };
  const problems: BuildProblem[] = [];
  const uses: Use[] = [];
  const now = (): number => moment.now;
  const note = (references: readonly (readonly string[])[], at: Mark, place: Place): void => {
    const names = [...new Set(references.flatMap((path) => path.slice(0, 1)))];
    uses.push({ names, at, ...place });
  };
  const report = (problem: ExpressionProblem, at: Mark): void => {
    problems.push({ rule: 'script/expression', at, message: problem.message, advice: problem.advice });
  };
  const bench: Bench = {
    tools,
    moment,
    problems,
    uses,
    mark,
    formula: (value, variables, place, expected) =>
      bench.formulaWithin(value, 0, value.text, variables, place, expected),
    formulaWithin(value, from, source, variables, place, expected) {
      const at = mark(offsetInSource(value, from));
      const compiled = tools.compile(source, { variables, now, ...(expected ? { expected } : {}) });
      if (compiled.ok) {
        note(compiled.program.references, at, place);
        return { source, program: compiled.program, at };
      }
      for (const problem of compiled.problems) report(problem, mark(offsetInSource(value, from + problem.from)));
      return { source, program: null, at };
    },
    template(value, text, variables, place) {
      const compiled = tools.compileTemplate(text, { variables, now });
      if (compiled.ok) {
        note(compiled.template.references, mark(value.from), place);
        return compiled.template;
      }
      for (const problem of compiled.problems) {
        // The text was re-indented: find the place again by what stands there.
        const found = value.text.indexOf(text.slice(problem.from, problem.to));
        report(problem, mark(offsetInSource(value, Math.max(0, found))));
      }
      return null;
    },
  };
  return bench;
}
