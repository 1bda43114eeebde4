import type { SourceElement } from '../source/source-element.js';
import type { Bench, Place, Variables } from './bench.js';
import { buildEdges } from './build-edges.js';
import { buildQuestion } from './build-question.js';
import { attribute, buildTexts } from './build-texts.js';
import type { ListedOptions, LookupNode, Node } from './definition.js';
import { splitLookupConditions } from './lookup-conditions.js';
import { unknown } from './variable-types.js';

/** One node of the table, from its element. */
export function buildNode(
  bench: Bench,
  element: SourceElement,
  variables: Variables,
  listed: ListedOptions | null,
): Node {
  if (element.name === 'question') return buildQuestion(bench, element, variables, listed);
  const id = attribute(element, 'id');
  const place: Place = { node: id, place: 'text', afterAnswer: false };
  const base = {
    id,
    at: bench.mark(element.from),
    idAt: bench.mark(element.attributes.get('id')?.from ?? element.from),
    say: buildTexts(bench, element, 'say', variables, place),
    next: buildEdges(bench, element, id, variables),
  };
  switch (element.name) {
    case 'lookup':
      return { ...base, kind: 'lookup', ...buildLookup(bench, element, id, variables) };
    case 'retry':
      return {
        ...base,
        kind: 'retry',
        question: attribute(element, 'question'),
        questionAt: bench.mark(element.attributes.get('question')?.from ?? element.from),
      };
    case 'transfer':
      return { ...base, kind: 'transfer', queue: attribute(element, 'queue') };
    case 'end':
      return { ...base, kind: 'end', outcome: attribute(element, 'outcome') };
    case 'decide':
      return { ...base, kind: 'decide' };
    default:
      return { ...base, kind: 'info' };
  }
}

function buildLookup(
  bench: Bench,
  element: SourceElement,
  id: string,
  variables: Variables,
): Pick<LookupNode, 'className' | 'as' | 'where' | 'valueType'> {
  const className = attribute(element, 'class');
  const as = attribute(element, 'as');
  const where = element.attributes.get('where') ?? element.content;
  const type = bench.tools.valueType(className);
  const fields = type?.kind === 'object' ? type.fields : {};
  const conditions = splitLookupConditions(where.text);
  const at = bench.mark(where.from);
  if (!conditions)
    bench.problems.push({
      rule: 'script/lookup-where',
      at,
      message: `“${where.text}” is no lookup condition`,
      advice: 'Write ATTRIBUTE = EXPRESSION, several joined by and',
    });
  return {
    className,
    as,
    valueType: variables[as] ?? unknown,
    where: (conditions ?? []).map((condition) => {
      const expected = fields[condition.attribute];
      if (type && !expected)
        bench.problems.push({
          rule: 'script/lookup-where',
          at,
          message: `${className} has no attribute “${condition.attribute}”`,
          advice: `It has: ${Object.keys(fields).join(', ')}`,
        });
      const value = bench.formulaWithin(
        where,
        condition.from,
        condition.expression,
        variables,
        { node: id, place: 'constraint', afterAnswer: false },
        expected,
      );
      return { attribute: condition.attribute, value };
    }),
  };
}
