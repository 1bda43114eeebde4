import type { SourceElement } from '../source/source-element.js';
import type { Bench, Variables } from './bench.js';
import { attribute, buildTexts, buildTitle } from './build-texts.js';
import type { Action, Argument, Edge } from './definition.js';
import { boolean } from './variable-types.js';

/** The edges that leave a node, in order. */
export function buildEdges(bench: Bench, element: SourceElement, node: string, variables: Variables): readonly Edge[] {
  return element.children.filter(({ name }) => name === 'next').map((next) => buildEdge(bench, next, node, variables));
}

function buildEdge(bench: Bench, element: SourceElement, node: string, variables: Variables): Edge {
  const when = element.attributes.get('when');
  return {
    ...(when ? { when: bench.formula(when, variables, { node, place: 'condition', afterAnswer: true }, boolean) } : {}),
    to: attribute(element, 'to'),
    actions: element.children.map((action) => buildAction(bench, action, node, variables)),
    at: bench.mark(element.from),
    toAt: bench.mark(element.attributes.get('to')?.from ?? element.from),
  };
}

function buildAction(bench: Bench, element: SourceElement, node: string, variables: Variables): Action {
  return {
    id: attribute(element, 'id'),
    service: attribute(element, 'service'),
    operation: attribute(element, 'operation'),
    title: buildTitle(element),
    args: element.children
      .filter(({ name }) => name === 'arg')
      .map((arg) => buildArgument(bench, arg, node, variables)),
    at: bench.mark(element.attributes.get('id')?.from ?? element.from),
  };
}

function buildArgument(bench: Bench, element: SourceElement, node: string, variables: Variables): Argument {
  const place = { node, place: 'argument', afterAnswer: true } as const;
  const value = element.attributes.get('value');
  return {
    path: attribute(element, 'name').split('.'),
    value: value ? bench.formula(value, variables, place) : null,
    texts: buildTexts(bench, element, 'say', variables, place, 'letter'),
    at: bench.mark(element.from),
  };
}
