import type { Compile, CompileTemplate, ExpressionProblem, Program, Scope, ValueType } from '../contract/index.js';
import { describeType } from '../types/value-types.js';
import { createFormat } from './format-value.js';
import { parseTemplate } from './parse-template.js';

type CompiledPart = { readonly text: string } | { readonly program: Program };

/** Texts with values in them; times of day in the zone given (IANA name; default: the machine's). */
export function createCompileTemplate(compile: Compile, timeZone: string | undefined): CompileTemplate {
  const format = createFormat(timeZone);

  return (source, { expected: _whole, ...options }) => {
    const { parts, problems: found } = parseTemplate(source);
    const problems: ExpressionProblem[] = [...found];
    const compiled = parts.flatMap((part): readonly CompiledPart[] => {
      if (part.kind === 'text') return [part];
      const result = compile(part.source, options);
      const to = part.from + part.source.length;
      if (!result.ok) {
        problems.push(...result.problems.map((problem) => moved(problem, part.from)));
        return [];
      }
      if (hasObject(result.program.type)) {
        const type = describeType(result.program.type);
        const advice = 'Choose one of its attributes, for example {customer.name}';
        problems.push({ message: `A ${type} cannot be shown in a text`, advice, from: part.from, to });
      }
      return [{ program: result.program }];
    });
    if (problems.length > 0) return { ok: false, problems: problems.toSorted((a, b) => a.from - b.from) };

    const references = new Map(
      compiled
        .flatMap((part) => ('program' in part ? part.program.references : []))
        .map((path) => [JSON.stringify(path), path] as const),
    );
    const render = (scope: Scope, language: string): string =>
      compiled
        .map((part) => ('text' in part ? part.text : format(part.program.evaluate(scope), part.program.type, language)))
        .join('');
    return { ok: true, template: { source, references: [...references.values()], render } };
  };
}

function hasObject(type: ValueType): boolean {
  return type.kind === 'list' ? hasObject(type.of) : type.kind === 'object';
}

function moved(problem: ExpressionProblem, by: number): ExpressionProblem {
  return { ...problem, from: problem.from + by, to: problem.to + by };
}
