import type { ValueType } from '@caruso/expressions/contract';
import { questionTypeSchema } from '../contract/index.js';
import type { QuestionType } from '../contract/index.js';
import type { SourceElement } from '../source/source-element.js';
import { readPattern } from './answer-pattern.js';
import type { Bench, Place, Variables } from './bench.js';
import { buildEdges } from './build-edges.js';
import { attribute, buildTexts } from './build-texts.js';
import type { ListedOptions, QuestionNode } from './definition.js';
import { boolean, text, unknown } from './variable-types.js';

/** Seconds the telephone waits for the first digit when the script does not say. */
const defaultTimeoutSeconds = 5;

export function questionType(element: SourceElement): QuestionType {
  return questionTypeSchema.catch('text').parse(attribute(element, 'type'));
}

export function buildQuestion(
  bench: Bench,
  element: SourceElement,
  variables: Variables,
  listed: ListedOptions | null,
): QuestionNode {
  const id = attribute(element, 'id');
  const before: Place = { node: id, place: 'text', afterAnswer: false };
  const after: Place = { node: id, place: 'text', afterAnswer: true };
  const fallback = element.attributes.get('default');
  const failed = element.attributes.get('failed');
  const children = (name: string): readonly SourceElement[] => element.children.filter((child) => child.name === name);
  const valueType = variables[id] ?? unknown;
  const answerText = bench.tools.compileTemplate(`{${id}}`, { variables });
  return {
    kind: 'question',
    id,
    at: bench.mark(element.from),
    idAt: bench.mark(element.attributes.get('id')?.from ?? element.from),
    say: buildTexts(bench, element, 'say', variables, before),
    next: buildEdges(bench, element, id, variables),
    type: questionType(element),
    valueType,
    required: attribute(element, 'required') !== 'false',
    private: attribute(element, 'private') === 'true',
    ...numberAttribute(bench, element, 'min'),
    ...numberAttribute(bench, element, 'max'),
    ...pattern(bench, element),
    ...numberAttribute(bench, element, 'digits'),
    timeoutSeconds: numberAttribute(bench, element, 'timeout').timeout ?? defaultTimeoutSeconds,
    ...numberAttribute(bench, element, 'attempts'),
    ...(failed ? { failed: { to: failed.text, at: bench.mark(failed.from) } } : {}),
    ...(fallback ? { default: bench.formula(fallback, variables, { ...before, place: 'argument' }, valueType) } : {}),
    hint: buildTexts(bench, element, 'hint', variables, before),
    options: children('option').map((option) => ({
      value: attribute(option, 'value'),
      ...(option.attributes.has('digit') ? { digit: attribute(option, 'digit') } : {}),
      say: buildTexts(bench, option, 'say', variables, before),
      at: bench.mark(option.from),
    })),
    ...(listed ? { listed } : {}),
    constraints: children('constraint').map((constraint) => ({
      test: bench.formula(
        constraint.attributes.get('test') ?? constraint.content,
        variables,
        { ...after, place: 'constraint' },
        boolean,
      ),
      say: buildTexts(bench, constraint, 'say', variables, after),
      at: bench.mark(constraint.from),
    })),
    noinput: buildTexts(bench, element, 'noinput', variables, before),
    nomatch: buildTexts(bench, element, 'nomatch', variables, before),
    answerText: answerText.ok ? answerText.template : null,
  };
}

/** `from`, `value` and `text` of a choice; the fields of the list's objects hide names of the script. */
export function buildListedOptions(
  bench: Bench,
  element: SourceElement,
  variables: Variables,
): { readonly listed: ListedOptions; readonly valueType: ValueType } | null {
  const from = element.attributes.get('from');
  if (!from) return null;
  const place: Place = { node: attribute(element, 'id'), place: 'options', afterAnswer: false };
  const list = bench.formula(from, variables, place);
  const type = list.program?.type;
  const item = type?.kind === 'list' ? type.of : unknown;
  if (type && item.kind !== 'object')
    bench.problems.push({
      rule: 'script/expression',
      at: list.at,
      message: 'The options are to come from a list of objects, and this is none',
      advice: 'Name a relation of the data, e.g. customer.meters',
    });
  const fields: Variables = item.kind === 'object' ? { ...variables, ...item.fields } : variables;
  // Compiled apart from the bench: names of the object are no answers, and must not be noted as uses of names of the script.
  const value = bench.tools.compile(attribute(element, 'value'), { variables: fields });
  const valueAt = bench.mark(element.attributes.get('value')?.from ?? element.from);
  if (!value.ok)
    for (const problem of value.problems)
      bench.problems.push({
        rule: 'script/expression',
        at: valueAt,
        message: problem.message,
        advice: `${problem.advice} (names of the list's objects are known here)`,
      });
  const textSource = element.attributes.get('text')?.text ?? `{${attribute(element, 'value')}}`;
  const textTemplate = bench.tools.compileTemplate(textSource, { variables: fields });
  if (!textTemplate.ok && value.ok) {
    const at = bench.mark(element.attributes.get('text')?.from ?? element.from);
    for (const problem of textTemplate.problems)
      bench.problems.push({ rule: 'script/expression', at, message: problem.message, advice: problem.advice });
  }
  return {
    listed: {
      list,
      value: { source: attribute(element, 'value'), program: value.ok ? value.program : null, at: valueAt },
      text: textTemplate.ok ? textTemplate.template : null,
      textSource,
      at: list.at,
    },
    valueType: value.ok ? value.program.type : text,
  };
}

function numberAttribute<N extends string>(
  bench: Bench,
  element: SourceElement,
  name: N,
): { readonly [K in N]?: number } {
  const value = element.attributes.get(name);
  if (!value) return {};
  const parsed = Number(value.text);
  if (!Number.isFinite(parsed) || (name !== 'min' && name !== 'max' && !(Number.isInteger(parsed) && parsed >= 1))) {
    bench.problems.push({
      rule: 'script/number',
      at: bench.mark(value.from),
      message: `“${value.text}” is no number that ${name} can be`,
      advice: 'Write digits only',
    });
    return {};
  }
  return { [name]: parsed } as { readonly [K in N]?: number };
}

function pattern(bench: Bench, element: SourceElement): Pick<QuestionNode, 'pattern'> {
  const value = element.attributes.get('pattern');
  if (!value) return {};
  const reading = readPattern(value.text);
  const at = bench.mark(value.from);
  return {
    pattern: reading.ok
      ? { source: value.text, expression: reading.expression, at }
      : { source: value.text, expression: null, problem: reading.problem, at },
  };
}
